import type { System } from "./batch.js";
import { type Catalogue, CATALOGUE, modelAdjointOf, modelOf } from "./catalogue.js";
import { checkTyped } from "./check.js";
import { checkSystem } from "./check-batch.js";

/**
 * The gradient with respect to the genome, `[parameter]`, of the sums of an individual: linear in these. The last step of a
 * gradient, after `Backend.differentiate` and {@link mergeGradients}.
 *
 * @param system what was simulated
 * @param genome `[parameter]`
 * @param sums of {@link mergeGradients}, of that individual
 * @throws CellfateError `gradient.unsupported`, `model.unknown`, `lattice.unknown`, `argument.invalid`
 */
export function genomeGradient(
  system: System,
  genome: Float32Array,
  sums: Float64Array,
  catalogue: Catalogue = CATALOGUE,
): Float64Array {
  checkSystem(system, catalogue, "system");
  const { model, integrator } = system;
  checkTyped(genome, Float32Array, "genome", modelOf(catalogue, model).parameterCount(model));
  checkTyped(sums, Float64Array, "sums");
  return modelAdjointOf(catalogue, model).genomeGradient(model, integrator, genome, sums);
}
