import { LIMITS } from "../../kernels/index.js";
import { checkArray, checkInteger, checkObject, checkOneOf } from "../../kernels/check.js";
import {
  softFates,
  type SoftMeasures,
  softMeasuresWithGradient,
  type SoftShape,
  stateGradient,
} from "../information/soft-measures.js";

/**
 * How fates are read of the final states, and what their derivative is said to be.
 *
 * - `sigmoid`: soft fates z = sigmoid(steepness·(s − θ)), and their derivative.
 * - `straight-through`: hard fates, as if z = s.
 * - `straight-through-sigmoid`: hard fates, with the derivative of the soft ones.
 * - `thresholded`: soft fates of hard ones, z = sigmoid(steepness·(h − ½)), as if h = s: what the project before this one did.
 */
export const FATE_DERIVATIVES = [
  "sigmoid",
  "straight-through",
  "straight-through-sigmoid",
  "thresholded",
] as const;
type FateDerivative = (typeof FATE_DERIVATIVES)[number];

/** What the soft utility is made with; see docs/soft-measures.md. */
export interface SoftSettings {
  readonly fates: FateDerivative;
  /** Of the sigmoid, > 0, in 1/state. */
  readonly steepness: number;
  /** Of the kernel, > 0, in fates. */
  readonly bandwidth: number;
}

/** The soft utility of an ensemble of final states, and where its reverse pass begins. */
export interface PathwiseUtility extends SoftMeasures {
  /** ∂U/∂s, `[replicate][cell]`, in bits. */
  readonly adjoint: Float64Array;
}

/** 1 where a state is at or above a threshold, else 0, `[replicate][cell][threshold]`. */
function hardFates(states: ArrayLike<number>, thresholds: readonly number[]): Float64Array {
  const count = thresholds.length;
  return Float64Array.from({ length: states.length * count }, (_, i) =>
    states[Math.trunc(i / count)]! >= thresholds[i % count]! ? 1 : 0,
  );
}

/**
 * Fates as the soft measures are to read them, `[replicate][cell][threshold]`. Hard ones are drawn in by half a fate of
 * all of them: no fate then has probability 0, where the slope of its entropy is infinite.
 */
export function readFates(
  states: ArrayLike<number>,
  thresholds: readonly number[],
  { fates, steepness }: SoftSettings,
): Float64Array {
  if (fates === "sigmoid") return softFates(states, steepness, thresholds);
  const hard = hardFates(states, thresholds);
  if (fates === "thresholded") return softFates(hard, steepness);
  const margin = 0.5 / hard.length;
  return hard.map((fate) => margin + (1 - 2 * margin) * fate);
}

/** ∂U/∂z, `[replicate][cell][threshold]`, summed over the thresholds, as if z were s: `[replicate][cell]`. */
function asIfStates(gradient: Float64Array, thresholds: number): Float64Array {
  const sums = new Float64Array(gradient.length / thresholds);
  gradient.forEach((value, i) => (sums[Math.trunc(i / thresholds)]! += value));
  return sums;
}

/**
 * The soft fates at whose slopes, steepness·z·(1 − z), the derivative by the fates becomes one by the states,
 * `[replicate][cell][threshold]`; null where it is taken as if fates were states.
 *
 * @param z of {@link readFates}
 */
export function slopedFates(
  states: ArrayLike<number>,
  thresholds: readonly number[],
  { fates, steepness }: SoftSettings,
  z: Float64Array,
): Float64Array | null {
  if (fates === "straight-through") return null;
  return fates === "straight-through-sigmoid" ? softFates(states, steepness, thresholds) : z;
}

/**
 * The soft utility of final states, in bits, with its derivative by the states. It couples all replicates.
 *
 * @param states `[replicate][cell]`, of all replicates of one individual
 * @param thresholds of the fates, ascending
 * @throws CellfateError `argument.invalid`; `wasm.not-loaded` before `loadKernels`
 */
export function pathwiseUtility(
  states: ArrayLike<number>,
  shape: Omit<SoftShape, "thresholds">,
  thresholds: readonly number[],
  settings: SoftSettings,
): PathwiseUtility {
  checkObject(shape, "shape");
  checkInteger(
    states.length,
    [shape.replicates * shape.cells, shape.replicates * shape.cells],
    "states.length",
  );
  checkArray(thresholds, [1, LIMITS.fates - 1], "thresholds");
  checkObject(settings, "settings");
  const { fates, steepness, bandwidth } = settings;
  checkOneOf(fates, FATE_DERIVATIVES, "settings.fates");
  const count = thresholds.length;
  const z = readFates(states, thresholds, settings);
  const { gradient, ...measures } = softMeasuresWithGradient(z, { ...shape, thresholds: count }, bandwidth);
  const sloped = slopedFates(states, thresholds, settings, z);
  const adjoint =
    sloped === null ? asIfStates(gradient, count) : stateGradient(gradient, sloped, steepness, count);
  return { ...measures, adjoint };
}
