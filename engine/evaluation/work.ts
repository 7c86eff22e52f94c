import { CATALOGUE, modelOf, type System } from "../../kernels/index.js";
import { cellStepsOf, type EnsembleRequest } from "./ensemble.js";

/** Cell-steps of a tabulated f that a cell-step of a system takes as long as. */
export function workOfCellStep({ model }: System): number {
  return modelOf(CATALOGUE, model).work(model).cellStep;
}

/** What a request takes at most, in cell-steps of a tabulated f: its individuals prepared, and its cell-steps. */
export function workOf(request: EnsembleRequest): number {
  const { model } = request.system;
  const { preparation, cellStep } = modelOf(CATALOGUE, model).work(model);
  return preparation * request.population.individuals + cellStep * cellStepsOf(request);
}
