import type { Config } from "../config/config.js";
import { strategyNamed } from "../strategies/registry.js";
import { rankByFitness } from "../strategies/strategy.js";
import type { ScoredGeneration, Work } from "./score-generation.js";

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
  /** Of all work: simulated, and passed back. */
  readonly cellSteps: number;
  /** Where there is more than one scoring of all individuals alike: what the work was for. */
  readonly work?: Work;
  /** Replicates of a full score, where they may grow. */
  readonly replicates?: number;
  /** Utility on fresh replicates of the best individual, where its fitness came up to the target. */
  readonly verified?: number | null;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Whether all work is the scoring of every individual, so that cellSteps says everything. */
function isPlain({ evaluation, search }: Config): boolean {
  const { racing, rescoring, timeSteps } = evaluation;
  const follows = strategyNamed(search.strategy.name).gradient !== undefined;
  const single = racing === null && rescoring === null && timeSteps.join() === "1";
  return single && search.stop.target === null && !follows;
}

/** The record of a scored generation; sums run over individuals in order. */
export function generationRecord(
  config: Config,
  generation: number,
  replicates: number,
  { scores, work, verification }: ScoredGeneration,
): GenerationRecord {
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
    cellSteps: work.scoring + work.promotion + work.rescoring + work.verification + (work.adjoint ?? 0),
    ...(isPlain(config) ? {} : { work }),
    ...(config.evaluation.maxReplicates === null ? {} : { replicates }),
    ...(config.search.stop.target === null ? {} : { verified: verification?.utility ?? null }),
  };
}
