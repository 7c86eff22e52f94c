import type { DrawKeys, DriftSummary, Individuals, ModelSpec, ReplicateRange, System } from "./batch.js";
import { badArgument, checkArray, checkObject, checkTyped } from "./check.js";
import { CellfateError } from "./errors.js";
import { LIMITS } from "./limits.js";

/**
 * Replicates whose sums are added up, in order, before those of further ones: a gradient's batch begins at a multiple of
 * it, so that the sums of a range do not depend on how it is cut.
 */
export const GRADIENT_BLOCK = 32;
/** Most spans of time between the norms of an adjoint. */
const MOST_SPANS = 200;

/** What the derivative of the clip is: 0 where it changed a state and 1 elsewhere, or 1 everywhere. */
export const CLIP_DERIVATIVES = ["exact", "straight-through"] as const;
export type ClipDerivative = (typeof CLIP_DERIVATIVES)[number];

/** Of any function of the final states: what comes of its derivative with respect to them, going back step by step. */
export interface PathwiseSeed {
  readonly kind: "pathwise";
  /** The derivative with respect to the final states, `[individual][replicate][cell]`. Of held cells it does not count. */
  readonly adjoints: Float32Array;
  readonly clip: ClipDerivative;
}

/**
 * Σ_r weight_r·∇ ln p of what replicate r drew, by the likelihood ratio: ∂/∂q of Σ_t Σ_i n·dt·f(s̄) / (σ²·dt), n being
 * the noise σ√dt·ξ; held cells do not count. Needs σ > 0.
 */
export interface ScoreSeed {
  readonly kind: "score";
  /** `[individual][replicate]` */
  readonly weights: Float64Array;
}

/** What is differentiated: the simulation of a batch, and by what. */
export interface GradientBatch<Spec extends ModelSpec = ModelSpec> extends Individuals {
  readonly system: System<Spec>;
  readonly keys: DrawKeys;
  /** Begins at a multiple of {@link GRADIENT_BLOCK}. */
  readonly replicates: ReplicateRange;
  readonly seed: PathwiseSeed | ScoreSeed;
}

/** The sums of one individual over a range of replicates, in blocks of {@link GRADIENT_BLOCK}. */
export interface GradientBlocks {
  /** `[block][q]`, q being what the model's dt·f is differentiated by: see {@link genomeGradient}. */
  readonly sums: Float64Array;
  /**
   * `[block][time]`: Σ over replicates of ‖adjoint‖² after {@link adjointSteps} steps, held cells left out. Empty for a
   * score, which has none.
   */
  readonly squaredNorms: Float64Array;
  /** `[block]`: how often the clip changed the state of a cell that is not held. */
  readonly clipped: Float64Array;
}

/** What a gradient's batch comes to. */
export interface GradientResult {
  /** `[individual]` */
  readonly drift: readonly DriftSummary[];
  /** `[individual]` */
  readonly blocks: readonly GradientBlocks[];
}

/** {@link GradientBlocks} added up. */
export interface GradientSums {
  /** `[q]` */
  readonly sums: Float64Array;
  /** `[time]` */
  readonly squaredNorms: Float64Array;
  readonly clipped: number;
}

/** Blocks of a range of replicates. */
export function gradientBlocks({ count }: ReplicateRange): number {
  return Math.ceil(count / GRADIENT_BLOCK);
}

/** After how many steps the norms of adjoints are taken, ascending: at most 201 times, from 0 to `steps`. */
export function adjointSteps(steps: number): number[] {
  const spans = Math.min(steps, MOST_SPANS);
  return Array.from({ length: spans + 1 }, (_, i) => Math.trunc((i * steps) / Math.max(1, spans)));
}

/** Adds up rows, in order. @param rows how many the first part has */
function addRows(parts: readonly Float64Array[], rows: number): Float64Array {
  const width = parts[0]!.length / rows;
  const sum = new Float64Array(width);
  for (const part of parts) part.forEach((value, i) => (sum[i % width]! += value));
  return sum;
}

/** @throws CellfateError `argument.invalid` unless all parts have blocks of the same individuals, each in whole rows */
function checkParts(parts: readonly GradientResult[]): void {
  checkArray(parts, [1, LIMITS.replicates], "parts");
  const widths: [sums: number, squaredNorms: number][] = [];
  parts.forEach((part, p) => {
    checkObject(part, `parts[${p}]`);
    const individuals = p === 0 ? LIMITS.individuals : widths.length;
    checkArray(part.blocks, [p === 0 ? 1 : individuals, individuals], `parts[${p}].blocks`);
    part.blocks.forEach((blocks, individual) => {
      const where = `parts[${p}].blocks[${individual}]`;
      checkObject(blocks, where);
      const { sums, squaredNorms, clipped } = blocks;
      checkTyped(clipped, Float64Array, `${where}.clipped`);
      const rows = clipped.length;
      if (rows === 0) throw badArgument(`${where}.clipped`, "a number a block", clipped);
      checkTyped(sums, Float64Array, `${where}.sums`);
      checkTyped(squaredNorms, Float64Array, `${where}.squaredNorms`);
      widths[individual] ??= [sums.length / rows, squaredNorms.length / rows];
      const [width, times] = widths[individual];
      checkTyped(sums, Float64Array, `${where}.sums`, Math.trunc(width) * rows);
      checkTyped(squaredNorms, Float64Array, `${where}.squaredNorms`, Math.trunc(times) * rows);
    });
  });
}

/**
 * Adds up the blocks of a batch that was cut by replicates, `[individual]`: block after block in f64, so that the cut
 * changes no bit. What `genomeGradient` takes.
 *
 * @param parts at least one, in the order of their replicates, all of the same individuals
 * @throws CellfateError `argument.invalid`
 */
export function mergeGradients(parts: readonly GradientResult[]): GradientSums[] {
  checkParts(parts);
  return parts[0]!.blocks.map((_, individual) => {
    const blocks = parts.map((part) => part.blocks[individual]!);
    const rows = blocks[0]!.clipped.length;
    return {
      sums: addRows(
        blocks.map(({ sums }) => sums),
        rows,
      ),
      squaredNorms: addRows(
        blocks.map(({ squaredNorms }) => squaredNorms),
        rows,
      ),
      clipped: addRows(
        blocks.map(({ clipped }) => clipped),
        rows,
      )[0]!,
    };
  });
}

/** The error of a backend that does not differentiate. @param what it does not, as "The backend … does not differentiate …" goes on */
export function noGradient(backend: string, what: string, cure: string): CellfateError {
  const message = `The backend ${backend} does not differentiate ${what}`;
  return new CellfateError({ code: "gradient.unsupported", message, cure });
}
