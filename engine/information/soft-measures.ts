import {
  badArgument,
  checkArray,
  checkAscending,
  checkInteger,
  checkNumber,
  checkNumberArray,
  checkNumbers,
  checkObject,
  FINITE,
  POSITIVE,
} from "../../kernels/check.js";
import { BITS_PER_NAT, LIMITS, log, log1p, log2, sigmoid } from "../../kernels/index.js";
import { shannonEntropy } from "./shannon-entropy.js";
import { neighbourSums, subtractForces } from "./soft-kernel.js";

/*
 * A differentiable stand-in for the utility, of the raw final states. A cell's fate softens into one number a
 * threshold θ_j, z = sigmoid(steepness·(s − θ_j)), the soft "s ≥ θ_j"; with one threshold, one number a cell.
 * Patterns become points z_r, and the probability of pattern r a kernel density at z_r:
 *
 *   S_rep = −(1/R) Σ_r log2[(1/R) Σ_q exp(−‖z_r − z_q‖² / (2 bandwidth²))] / N     (q = r included),
 *   S_pat = H[P_0, …, P_{Z−1}], P_f = m_{f−1} − m_f, m_j = mean of z over replicates and cells, m_{−1} = 1, m_{Z−1} = 0.
 *
 * For steepness → ∞, then bandwidth → 0, both become the plug-in entropies of the hard patterns: ‖z_r − z_q‖²
 * is then at least 1 unless the patterns agree. docs/soft-measures.md has the derivation.
 */

/** The extent of `[replicate][cell][threshold]` arrays. */
export interface SoftShape {
  readonly replicates: number;
  readonly cells: number;
  /** Z − 1, default 1. */
  readonly thresholds?: number;
}

/** The soft entropies and utility of an ensemble, in bits. */
export interface SoftMeasures {
  readonly utility: number;
  readonly patternEntropy: number;
  readonly reproducibilityEntropy: number;
}

/** {@link SoftMeasures} with ∂U/∂z, in the shape of z. */
export interface SoftMeasuresWithGradient extends SoftMeasures {
  readonly gradient: Float64Array;
}

/**
 * Soft fates sigmoid(steepness·(s − θ)) of `states`, `[replicate][cell]` → `[replicate][cell][threshold]`.
 *
 * `steepness` > 0, in 1/state; `thresholds` ascending, default [0.5].
 *
 * @throws CellfateError `argument.invalid`
 */
export function softFates(
  states: ArrayLike<number>,
  steepness: number,
  thresholds: readonly number[] = [0.5],
): Float64Array {
  checkNumbers(states, FINITE, "states");
  checkNumber(steepness, POSITIVE, "steepness");
  checkArray(thresholds, [1, LIMITS.fates - 1], "thresholds");
  checkNumbers(thresholds, FINITE, "thresholds");
  checkAscending(thresholds, "thresholds");
  const count = thresholds.length;
  const fates = new Float64Array(states.length * count);
  for (let i = 0; i < fates.length; i++) {
    fates[i] = sigmoid(steepness * (states[Math.trunc(i / count)]! - thresholds[i % count]!));
  }
  return fates;
}

/**
 * A gradient with respect to soft fates, `[replicate][cell][threshold]`, as one with respect to the states
 * they came from, `[replicate][cell]`: ∂z/∂s = steepness·z·(1 − z), exactly 0 where z has saturated.
 *
 * @throws CellfateError `argument.invalid`
 */
export function stateGradient(
  gradient: ArrayLike<number>,
  fates: ArrayLike<number>,
  steepness: number,
  thresholds = 1,
): Float64Array {
  checkNumber(steepness, POSITIVE, "steepness");
  checkInteger(thresholds, [1, LIMITS.fates - 1], "thresholds");
  checkNumbers(fates, [0, 1], "fates");
  if (fates.length % thresholds !== 0) {
    throw badArgument("fates.length", `a multiple of ${thresholds}`, fates.length);
  }
  checkNumberArray(gradient, "gradient");
  checkInteger(gradient.length, [fates.length, fates.length], "gradient.length");
  const out = new Float64Array(fates.length / thresholds);
  for (let i = 0; i < fates.length; i++) {
    const slope = steepness * fates[i]! * (1 - fates[i]!);
    if (slope !== 0) out[Math.trunc(i / thresholds)]! += gradient[i]! * slope;
  }
  return out;
}

/** @throws CellfateError `argument.invalid` unless `z` is soft fates of that shape */
function checkSoftFates(z: ArrayLike<number>, shape: SoftShape, bandwidth: number): void {
  checkObject(shape, "shape");
  const { replicates, cells, thresholds = 1 } = shape;
  checkInteger(replicates, [1, LIMITS.replicates], "shape.replicates");
  checkInteger(cells, [1, LIMITS.cells], "shape.cells");
  checkInteger(thresholds, [1, LIMITS.fates - 1], "shape.thresholds");
  checkNumber(bandwidth, POSITIVE, "bandwidth");
  checkNumbers(z, [0, 1], "z", replicates * cells * thresholds);
}

/** P_f from the means m_j of the soft fates, `[threshold]` → `[fate]`. */
function fateProbabilities(means: readonly number[]): number[] {
  const edges = [1, ...means, 0];
  return means.concat(0).map((_, fate) => edges[fate]! - edges[fate + 1]!);
}

/**
 * S_rep in bits: the largest term of each log-sum-exp is the replicate itself, e⁰, so it is ln(1 + the
 * others).
 */
function reproducibilityEntropy(neighbours: Float64Array, cells: number): number {
  const replicates = neighbours.length;
  const nats = neighbours.reduce((sum, others) => sum + (log(replicates) - log1p(others)), 0) / replicates;
  return (nats * BITS_PER_NAT) / cells;
}

/** The mean soft fate over replicates and cells, `[threshold]`. */
function meanFates(z: ArrayLike<number>, thresholds: number): number[] {
  const sums = new Array<number>(thresholds).fill(0);
  for (let i = 0; i < z.length; i++) sums[i % thresholds]! += z[i]!;
  return sums.map((sum) => (sum * thresholds) / z.length);
}

/**
 * The soft measures of soft fates `z`, `[replicate][cell][threshold]`, in [0, 1]. Costs O(R²·N).
 *
 * `bandwidth` > 0, in units of z: one cell of the other fate is at distance 1.
 *
 * @throws CellfateError `argument.invalid`; `wasm.not-loaded` before `loadKernels`
 */
export function softMeasures(z: ArrayLike<number>, shape: SoftShape, bandwidth: number): SoftMeasures {
  checkSoftFates(z, shape, bandwidth);
  const { replicates, cells, thresholds = 1 } = shape;
  const patternEntropy = shannonEntropy(fateProbabilities(meanFates(z, thresholds)));
  const reproducibility = reproducibilityEntropy(neighbourSums(z, replicates, bandwidth), cells);
  return {
    utility: patternEntropy - reproducibility,
    patternEntropy,
    reproducibilityEntropy: reproducibility,
  };
}

/**
 * {@link softMeasures} with their derivative. With the weights w_rq = kernel_rq / Σ_p kernel_rp,
 *
 *   ∂S_pat/∂z_{r,i,j} = log2(P_j / P_{j+1}) / (R·N),
 *   ∂S_rep/∂z_r = Σ_q (w_rq + w_qr)·(z_r − z_q) / (R·N·bandwidth²·ln 2).
 *
 * Where a fate has probability 0 the first is infinite; every z has then saturated, and {@link stateGradient}
 * gives 0.
 *
 * @throws CellfateError `argument.invalid`; `wasm.not-loaded` before `loadKernels`
 */
export function softMeasuresWithGradient(
  z: ArrayLike<number>,
  shape: SoftShape,
  bandwidth: number,
): SoftMeasuresWithGradient {
  checkSoftFates(z, shape, bandwidth);
  const { replicates, cells, thresholds = 1 } = shape;
  const probabilities = fateProbabilities(meanFates(z, thresholds));
  const samples = replicates * cells;
  const slopes = probabilities
    .slice(0, thresholds)
    .map((p, j) => (log2(p) - log2(probabilities[j + 1]!)) / samples);
  const gradient = new Float64Array(z.length).map((_, i) => slopes[i % thresholds]!);
  const neighbours = subtractForces(gradient, z, shape, bandwidth);
  const patternEntropy = shannonEntropy(probabilities);
  const reproducibility = reproducibilityEntropy(neighbours, cells);
  return {
    utility: patternEntropy - reproducibility,
    patternEntropy,
    reproducibilityEntropy: reproducibility,
    gradient,
  };
}
