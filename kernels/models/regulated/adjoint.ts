import type { Integrator } from "../../batch.js";
import { checkInteger, checkTyped } from "../../check.js";
import type { DriftAdjoint, ModelAdjoint } from "../model.js";
import { evaluateNetwork, parameterCount } from "./network.js";
import { placeAdjoints } from "./place-adjoint.js";
import { backpropagation } from "./network-gradient.js";
import { shadeAdjoints, TABLE_ADJOINT } from "./shade-adjoint.js";
import type { RegulatedSpec } from "./spec.js";
import { LARGEST_TABLE, SMALLEST_TABLE, tableTolerance, tabulate } from "./table.js";

const f32 = Math.fround;
const exactly = (x: number): number => x;

/**
 * By a table: where g = y_i + (u − i)·d_i, the sums of an interval are Σ weight and Σ weight·(u − i), `[interval][2]`;
 * ∂g/∂s̄ is d_i·K. At s̄ = 1 the last interval counts, of which it is the end.
 */
function ofTable(pairs: Float32Array, intervals: number): DriftAdjoint {
  return {
    size: 2 * intervals,
    scatter: (sums, sensed, weight) => {
      const u = f32(sensed * intervals);
      const i = Number.isNaN(u) ? 0 : Math.min(Math.trunc(u), intervals - 1);
      sums[2 * i]! += weight;
      sums[2 * i + 1]! += f32(f32(u - i) * weight);
      return f32(f32(pairs[2 * i + 1]! * intervals) * weight);
    },
  };
}

/** By the network in every step: the sums are those of its parameters. */
function ofNetwork(hidden: readonly number[], dt: number, genome: Float32Array): DriftAdjoint {
  const backpropagate = backpropagation(hidden, genome, f32);
  return {
    size: genome.length,
    scatter: (sums, sensed, weight) => backpropagate(sensed, f32(dt * weight), sums),
  };
}

/** ∂/∂(dt·f at the nodes), `[node]`, of the sums of a table's intervals: the weights of linear interpolation. */
function nodeSums(sums: Float64Array): Float64Array {
  const intervals = sums.length / 2;
  return Float64Array.from({ length: intervals + 1 }, (_, node) => {
    const asLeft = node < intervals ? sums[2 * node]! - sums[2 * node + 1]! : 0;
    return node > 0 ? asLeft + sums[2 * node - 1]! : asLeft;
  });
}

function genomeGradient(
  { hidden, evaluation }: RegulatedSpec,
  { dt }: Integrator,
  genome: Float32Array,
  sums: Float64Array,
): Float64Array {
  if (evaluation === "direct") {
    checkTyped(sums, Float64Array, "sums", genome.length);
    return sums.slice();
  }
  checkInteger(sums.length / 2, [SMALLEST_TABLE, LARGEST_TABLE], "sums.length / 2");
  const gradient = new Float64Array(parameterCount(hidden));
  const nodes = nodeSums(sums);
  const backpropagate = backpropagation(hidden, genome, exactly);
  nodes.forEach((sum, node) => {
    // Most nodes of a table no cell has sensed.
    if (sum === 0) return;
    const x = f32(node / (nodes.length - 1));
    backpropagate(x, f32(dt) * sum, gradient);
  });
  return gradient;
}

/** The gradient of a tissue with networks: cells' adjoints are gathered at a table's nodes, and pushed through the network once a node. */
export const regulatedAdjoint: ModelAdjoint<RegulatedSpec> = {
  prepare: ({ hidden, evaluation, noiseStrength }, { dt }, genome) => {
    if (evaluation === "direct") return ofNetwork(hidden, f32(dt), genome);
    const f = (x: number): number => evaluateNetwork(hidden, genome, x);
    const { pairs, summary } = tabulate(f, f32(dt), tableTolerance(noiseStrength, dt));
    return ofTable(pairs, summary.intervals);
  },
  places: ({ evaluation }) => evaluation === "table",
  place: placeAdjoints,
  shade: shadeAdjoints,
  shader: TABLE_ADJOINT,
  genomeGradient,
};
