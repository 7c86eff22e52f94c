import type { Model } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { stepsOf } from "../config/schema.js";

/** The model section of a configuration as the kernels take it. */
export function kernelModel(model: Config["model"]): Model {
  return {
    cells: model.cells,
    boundary: model.boundary,
    steps: stepsOf(model.duration, model.dt),
    dt: model.dt,
    noiseStrength: model.noiseStrength,
    thresholds: model.thresholds,
    initialLow: model.initialMean - model.initialSpread,
    initialHigh: model.initialMean + model.initialSpread,
  };
}
