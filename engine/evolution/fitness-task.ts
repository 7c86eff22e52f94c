import type { Config } from "../config/config.js";
import { ensembleConditions, type EnsembleRequest } from "../evaluation/ensemble.js";
import type { ScoreTask } from "../evaluation/tasks/score.js";
import { fitnessKeys } from "../random/draw-keys.js";
import { strategyNamed } from "../strategies/registry.js";
import type { Population } from "../strategies/strategy.js";

/** What has to be simulated for a generation's fitness. */
export function fitnessRequest(config: Config, generation: number, population: Population): EnsembleRequest {
  const { seed, evaluation } = config;
  const keys = fitnessKeys(seed, generation, population.individuals, evaluation.randomNumbers);
  return {
    ...ensembleConditions(config, keys),
    population,
    replicates: { from: 0, count: evaluation.replicates },
  };
}

/** The task that scores a generation at dt on `evaluation.replicates`; further scorings are parts of it, or refined. */
export function fitnessTask(config: Config, generation: number, population: Population): ScoreTask {
  const { estimator, maxReplicates } = config.evaluation;
  return {
    kind: "score",
    ensembles: fitnessRequest(config, generation, population),
    estimator,
    standardErrors: strategyNamed(config.search.strategy.name).standardErrors || maxReplicates !== null,
  };
}
