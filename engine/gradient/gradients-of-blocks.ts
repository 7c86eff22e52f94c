import { GRADIENT_BLOCK, type GradientBlocks, genomeGradient, mergeGradients } from "../../kernels/index.js";
import type { EnsembleRequest } from "../evaluation/ensemble.js";
import { genomeOf } from "../strategies/strategy.js";

/** Gradients of individuals, and what they were made of. */
export interface Gradients {
  /** `[individual][parameter]` */
  readonly gradient: Float64Array;
  /**
   * `[individual]`: the sum of the variances of the gradient's components, estimated from its blocks of replicates as if
   * the replicates were independent; NaN where there are less than two blocks, or it was not asked for.
   */
  readonly variance: Float64Array;
  /** `[individual][time]`: √Σ_r ‖adjoint of replicate r‖², after `adjointSteps` steps; none of a score. */
  readonly adjointNorms: Float64Array;
  /** `[individual]`: the share of the steps of cells in which the clip changed the state. */
  readonly clipped: Float64Array;
}

/**
 * Sum of the components' variances of a sum of blocks, each of which has so many of R replicates. Of Σ_b ‖block − its share of
 * the sum‖² the mean is (R − Σ_b count²/R) times the variance of a replicate, of the sum it is R times.
 */
function varianceOf(blocks: readonly Float64Array[], total: Float64Array, counts: readonly number[]): number {
  const replicates = counts.reduce((sum, count) => sum + count, 0);
  const squares = blocks.reduce(
    (sum, block, b) =>
      sum +
      block.reduce((within, slope, p) => {
        const excess = slope - (counts[b]! / replicates) * total[p]!;
        return within + excess * excess;
      }, 0),
    0,
  );
  const lost = counts.reduce((sum, count) => sum + count * count, 0) / replicates;
  return blocks.length < 2 ? NaN : (squares * replicates) / (replicates - lost);
}

/** The rows of the blocks of several parts, in order. */
function rowsOf(parts: readonly GradientBlocks[]): Float64Array[] {
  return parts.flatMap(({ sums, clipped }) => {
    const size = sums.length / clipped.length;
    return Array.from(clipped, (_, block) => sums.subarray(block * size, (block + 1) * size));
  });
}

/**
 * The gradients of ensembles, from the blocks of their replicates.
 *
 * @param ensembles whose
 * @param parts `[part][individual]`, in the order of their replicates
 * @param measured whether their variance is estimated, too
 */
export function gradientsOf(
  { system, population, replicates: { count } }: EnsembleRequest,
  parts: readonly (readonly GradientBlocks[])[],
  measured: boolean,
): Gradients {
  const { lattice, integrator } = system;
  const steps = count * integrator.steps * lattice.cells;
  const counts = Array.from({ length: Math.ceil(count / GRADIENT_BLOCK) }, (_, block) =>
    Math.min(GRADIENT_BLOCK, count - block * GRADIENT_BLOCK),
  );
  const merged = mergeGradients(parts.map((blocks) => ({ drift: [], blocks })));
  const rows = merged.map(({ sums }, individual) => {
    const genome = genomeOf(population, individual);
    const gradient = genomeGradient(system, genome, sums);
    if (!measured) return { gradient, variance: NaN };
    const blocks = rowsOf(parts.map((part) => part[individual]!));
    const each = blocks.map((block) => genomeGradient(system, genome, block));
    return { gradient, variance: varianceOf(each, gradient, counts) };
  });
  return {
    gradient: Float64Array.from(rows.flatMap(({ gradient }) => [...gradient])),
    variance: Float64Array.from(rows, ({ variance }) => variance),
    adjointNorms: Float64Array.from(
      merged.flatMap(({ squaredNorms }) => Array.from(squaredNorms, Math.sqrt)),
    ),
    clipped: Float64Array.from(merged, ({ clipped }) => clipped / Math.max(1, steps)),
  };
}
