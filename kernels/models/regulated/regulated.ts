import { badArgument, checkOneOf } from "../../check.js";
import { highestSensed } from "../../lattice.js";
import type { Model } from "../model.js";
import { regulatedAdjoint } from "./adjoint.js";
import { checkHidden, evaluateNetwork, networkDerivative, parameterCount } from "./network.js";
import { placeNetworks } from "./place.js";
import { networkShaders, shadeNetworks } from "./shade.js";
import { EVALUATIONS, type RegulatedSpec } from "./spec.js";
import { LARGEST_TABLE, lookUp, tableTolerance, tabulate } from "./table.js";

const f32 = Math.fround;
/** Parameters of a network that takes as long to evaluate as the rest of a cell-step. */
const PARAMETERS_OF_A_CELL_STEP = 50;
/** Evaluations for a table of the most intervals, at nodes and midpoints, and for all smaller ones before it. */
const MOST_EVALUATIONS = 4 * LARGEST_TABLE;

/**
 * One species: ds_i = f(s̄_i) dt + σ dW_i within [0, 1], f a regulatory network. As f depends on one number, it may be
 * tabulated.
 *
 * @see Brückner & Tkačik, PNAS 121(23) e2322326121 (2024)
 */
export const regulated: Model<RegulatedSpec> = {
  name: "regulated",
  species: 1,
  senses: ["neighbours"],
  noise: "additive",
  check: ({ hidden, evaluation }, lattice, where) => {
    checkHidden(hidden, `${where}.hidden`);
    checkOneOf(evaluation, EVALUATIONS, `${where}.evaluation`);
    if (evaluation === "table" && highestSensed(lattice) > 1) {
      throw badArgument(
        `${where}.evaluation`,
        `"direct" where s̄ passes 1, at which a table ends`,
        evaluation,
      );
    }
  },
  parameterCount: ({ hidden }) => parameterCount(hidden),
  work: ({ hidden, evaluation }) => {
    const ofNetwork = parameterCount(hidden) / PARAMETERS_OF_A_CELL_STEP;
    return {
      preparation: MOST_EVALUATIONS * ofNetwork,
      cellStep: evaluation === "direct" ? 1 + ofNetwork : 1,
    };
  },
  drift:
    ({ hidden }, genome) =>
    (_state, sensed) =>
      evaluateNetwork(hidden, genome, sensed),
  driftDerivative:
    ({ hidden }, genome) =>
    (_state, sensed) => ({ self: 0, neighbours: networkDerivative(hidden, genome, sensed) }),
  prepare: ({ hidden, evaluation, noiseStrength }, integrator, genome) => {
    const dt = f32(integrator.dt);
    const f = (x: number): number => evaluateNetwork(hidden, genome, x);
    const { pairs, summary } = tabulate(f, dt, tableTolerance(noiseStrength, integrator.dt));
    return evaluation === "table"
      ? { increment: (_state, sensed) => lookUp(pairs, summary.intervals, sensed), summary }
      : {
          increment: (_state, sensed) => f32(dt * f(sensed)),
          summary: { ...summary, intervals: 0, error: 0 },
        };
  },
  adjoint: regulatedAdjoint,
  place: placeNetworks,
  shade: shadeNetworks,
  shaders: networkShaders,
};
