import type { Config } from "../config/config.js";
import type { ScoredGeneration } from "./score-generation.js";

const square = (x: number): number => x * x;

/**
 * Replicates of the next generation: twice as many, up to `evaluation.maxReplicates`, once the standard deviation of the
 * fully scored is less than the root mean square of their standard errors, so that noise decides who is best.
 *
 * @see Beyer & Schwefel, Natural Computing 1 (2002), §5, on re-sampling under noise
 */
export function replicatesAfter(
  { evaluation: { maxReplicates } }: Config,
  replicates: number,
  { scores: { fitness, standardError }, promoted }: Pick<ScoredGeneration, "scores" | "promoted">,
): number {
  if (maxReplicates === null || standardError === null || replicates >= maxReplicates) return replicates;
  const valid = promoted.filter(
    (individual) => Number.isFinite(fitness[individual]) && Number.isFinite(standardError[individual]),
  );
  const mean = (value: (individual: number) => number): number =>
    valid.reduce((sum, individual) => sum + value(individual), 0) / valid.length;
  const centre = mean((individual) => fitness[individual]!);
  const spread = mean((individual) => square(fitness[individual]! - centre));
  const noise = mean((individual) => square(standardError[individual]!));
  return spread < noise ? Math.min(2 * replicates, maxReplicates) : replicates;
}
