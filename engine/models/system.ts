import { CATALOGUE, modelOf, type System } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import { modelConfigSchema, stepsOf } from "../config/schema.js";
import type { ModelConfig } from "./configured-model.js";
import { regulated } from "./models.js";

/** What a configuration has simulated, as the kernels take it. @throws CellfateError `argument.invalid` */
export function systemOf(config: ModelConfig): System {
  const known = checkedBy(modelConfigSchema, config, "config");
  const { boundary, cells, duration, dt, initialMean, initialSpread } = known.model;
  return {
    model: regulated.specOf(known),
    lattice: { connectivity: boundary, cells },
    integrator: {
      steps: stepsOf(duration, dt),
      dt,
      initialLow: initialMean - initialSpread,
      initialHigh: initialMean + initialSpread,
    },
  };
}

/** The same system with a step `refinement` times as short and as many more of them: the same duration. */
export function refined(system: System, refinement: number): System {
  const { dt, steps } = system.integrator;
  return {
    ...system,
    integrator: { ...system.integrator, dt: dt / refinement, steps: steps * refinement },
  };
}

/** Parameters of an individual of a system: the length of its genome. */
export function parametersOf({ model }: System): number {
  return modelOf(CATALOGUE, model).parameterCount(model);
}
