import type { Scores } from "../evaluation/tasks/score.js";
import { rankByFitness } from "../strategies/strategy.js";

/** One line of history.jsonl: what a generation came to. No times in it: the same bits after any crash. */
export interface GenerationRecord {
  readonly generation: number;
  /** Fitness of the best individual, mean and standard deviation of the valid ones; null where there is none. */
  readonly best: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly bestIndividual: number;
  /** Of the best individual, in bits. */
  readonly patternEntropy: number | null;
  readonly reproducibilityEntropy: number | null;
  readonly distinctPatterns: number;
  /** Individuals without a fitness. */
  readonly invalid: number;
  readonly cellSteps: number;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The record of a scored generation; sums run over individuals in order. */
export function generationRecord(generation: number, scores: Scores, cellSteps: number): GenerationRecord {
  const valid = scores.fitness.filter((f) => Number.isFinite(f));
  const mean = valid.reduce((sum, f) => sum + f, 0) / valid.length;
  const variance = valid.reduce((sum, f) => sum + (f - mean) * (f - mean), 0) / valid.length;
  const bestIndividual = rankByFitness(scores.fitness)[0]!;
  return {
    generation,
    best: finiteOrNull(scores.fitness[bestIndividual]!),
    mean: finiteOrNull(mean),
    std: finiteOrNull(Math.sqrt(variance)),
    bestIndividual,
    patternEntropy: finiteOrNull(scores.patternEntropy[bestIndividual]!),
    reproducibilityEntropy: finiteOrNull(scores.reproducibilityEntropy[bestIndividual]!),
    distinctPatterns: scores.distinctPatterns[bestIndividual]!,
    invalid: scores.fitness.length - valid.length,
    cellSteps,
  };
}
