import { checkResultBytes } from "./check-batch.js";
import {
  adjointSteps,
  GRADIENT_BLOCK,
  type GradientBatch,
  type GradientBlocks,
  gradientBlocks,
} from "./gradient.js";

/** Gathers the blocks of one individual, for every backend. Its replicates come in order. */
export interface GradientRecorder {
  /** Adds weight·sums. @param row the replicate, counted from the first of the batch @param sums `[q]` */
  readonly sums: (row: number, weight: number, sums: Float32Array) => void;
  /** Adds ‖adjoint‖² of a replicate. @param time index in `adjointSteps` */
  readonly adjoint: (row: number, time: number, squaredNorm: number) => void;
  readonly clipped: (row: number, count: number) => void;
  readonly blocks: GradientBlocks;
}

/**
 * @param size length of an individual's sums
 * @throws CellfateError `argument.invalid` for more blocks than there can be sums of
 */
export function gradientRecorder(
  { system, replicates, seed }: GradientBatch,
  size: number,
): GradientRecorder {
  const count = gradientBlocks(replicates);
  checkResultBytes(Float64Array.BYTES_PER_ELEMENT * count * size);
  const times = seed.kind === "pathwise" ? adjointSteps(system.integrator.steps).length : 0;
  const blocks: GradientBlocks = {
    sums: new Float64Array(count * size),
    squaredNorms: new Float64Array(count * times),
    clipped: new Float64Array(count),
  };
  const blockOf = (row: number): number => Math.trunc(row / GRADIENT_BLOCK);
  return {
    sums: (row, weight, sums) => {
      const at = blockOf(row) * size;
      for (let q = 0; q < size; q++) blocks.sums[at + q]! += weight * sums[q]!;
    },
    adjoint: (row, time, squaredNorm) => {
      blocks.squaredNorms[blockOf(row) * times + time]! += squaredNorm;
    },
    clipped: (row, clipped) => (blocks.clipped[blockOf(row)]! += clipped),
    blocks,
  };
}

/** What the sums of replicate `row` are multiplied by: of a score, whose sums are of the noise itself, weight / (σ²·dt). */
export function sumsWeight(
  { seed, replicates }: GradientBatch,
  individual: number,
  row: number,
  noiseScale: number,
): number {
  if (seed.kind === "pathwise") return 1;
  return seed.weights[individual * replicates.count + row]! / (noiseScale * noiseScale);
}
