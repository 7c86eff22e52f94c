import type { RegulatedSpec, System } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { stepsOf } from "../config/schema.js";

/** What a configuration has simulated, as the kernels take it. */
export function systemOf({
  model,
  network,
  evaluation,
}: Pick<Config, "model" | "network" | "evaluation">): System<RegulatedSpec> {
  return {
    model: {
      name: "regulated",
      noiseStrength: model.noiseStrength,
      thresholds: model.thresholds,
      hidden: network.hidden,
      evaluation: evaluation.regulation,
    },
    lattice: { connectivity: model.boundary, cells: model.cells },
    integrator: {
      steps: stepsOf(model.duration, model.dt),
      dt: model.dt,
      initialLow: model.initialMean - model.initialSpread,
      initialHigh: model.initialMean + model.initialSpread,
    },
  };
}

/** The same system with a step `refinement` times as short and as many more of them: the same duration. */
export function refined<S extends System>(system: S, refinement: number): S {
  const { integrator } = system;
  return {
    ...system,
    integrator: {
      ...integrator,
      dt: integrator.dt / refinement,
      steps: integrator.steps * refinement,
    },
  };
}
