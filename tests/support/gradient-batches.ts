import { lecunNormal } from "#engine/index.js";
import { foldIn, type GradientBatch, key, type Key, normals } from "#kernels/index.js";
import { batchOf } from "../batches.js";

const HIDDEN = [5, 3];
export const INDIVIDUALS = 3;
/** `[individual][parameter]`: twice LeCun's weights, so that states meet the walls. */
export const GENOMES = Float32Array.from(
  Array.from({ length: INDIVIDUALS }, (_, i) => [...lecunNormal(HIDDEN, foldIn(key(3), i))]).flat(),
  (weight) => 2 * weight,
);

function leaves(purpose: number, count: number): Key[] {
  return Array.from({ length: count }, (_, i) => foldIn(foldIn(key(8), purpose), i));
}

/** The sizes of a batch. */
export interface GradientSizes {
  readonly cells: number;
  readonly boundary: string;
  readonly steps: number;
  readonly replicates: number;
  readonly keys: number;
}

/** Pathwise by either clip, and by the score: adjoints and weights are any numbers. */
export function gradientBatchesOf({
  cells,
  boundary,
  steps,
  replicates,
  keys,
}: GradientSizes): GradientBatch[] {
  const model = { cells, boundary, steps, dt: 0.05, noiseStrength: 0.4, initialLow: 0.2, initialHigh: 1 };
  const batch = batchOf(model, HIDDEN, GENOMES, {
    keys: { initialStates: leaves(0, keys), noise: leaves(1, keys) },
    replicates: { from: 992, count: replicates },
  });
  const adjoints = normals(key(9), INDIVIDUALS * replicates * cells);
  const weights = Float64Array.from(normals(key(10), INDIVIDUALS * replicates));
  return [
    { ...batch, seed: { kind: "pathwise", adjoints, clip: "exact" } },
    { ...batch, seed: { kind: "pathwise", adjoints, clip: "straight-through" } },
    { ...batch, seed: { kind: "score", weights } },
  ];
}

/** The largest difference, in units of the largest element. */
export function largestDifference(ours: Float64Array, theirs: Float64Array): number {
  const largest = theirs.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const difference = ours.reduce((most, x, i) => Math.max(most, Math.abs(x - theirs[i]!)), 0);
  return difference === 0 ? 0 : difference / largest;
}
