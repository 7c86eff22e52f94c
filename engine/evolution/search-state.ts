import type { Config } from "../config/config.js";
import { cellStepsOf, ensembleConditions, type EnsembleRequest } from "../evaluation/ensemble.js";
import type { Scores, ScoreTask } from "../evaluation/tasks/score.js";
import { fitnessKeys } from "../random/draw-keys.js";
import { strategyNamed } from "../strategies/registry.js";
import type { Population } from "../strategies/strategy.js";
import type { StrategyState } from "../strategies/strategy-state.js";
import { type Candidate, updateCandidates } from "./candidates.js";
import { generationRecord, type GenerationRecord } from "./generation-record.js";
import { type BestSoFar, NO_BEST, updateBest } from "./stopping.js";

/** All that a search has come to between two generations; with the configuration, enough to go on from. */
export interface SearchState {
  /** Generations scored so far, which is the next one's number. */
  readonly generation: number;
  readonly strategy: StrategyState;
  readonly candidates: readonly Candidate[];
  readonly bestSoFar: BestSoFar;
  /** Fitness of the best of the last generation. */
  readonly lastBest: number | null;
  /** Forward simulation of all fitness so far. */
  readonly cellSteps: number;
  /** Seconds spent searching, over all sittings. */
  readonly seconds: number;
}

/** A search before its first generation. */
export function initialSearchState(strategy: StrategyState): SearchState {
  return {
    generation: 0,
    strategy,
    candidates: [],
    bestSoFar: NO_BEST,
    lastBest: null,
    cellSteps: 0,
    seconds: 0,
  };
}

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

/** The task whose scores are a generation's fitness. */
export function fitnessTask(config: Config, generation: number, population: Population): ScoreTask {
  return {
    kind: "score",
    ensembles: fitnessRequest(config, generation, population),
    estimator: config.evaluation.estimator,
    standardErrors: strategyNamed(config.search.strategy.name).standardErrors,
  };
}

/** What a generation adds to the search, its strategy aside. */
export interface RecordedGeneration {
  readonly record: GenerationRecord;
  readonly state: Omit<SearchState, "strategy">;
}

/** Takes a scored generation into the search. */
export function recordGeneration(
  config: Config,
  state: Omit<SearchState, "strategy">,
  population: Population,
  scores: Scores,
  seconds: number,
): RecordedGeneration {
  const { generation } = state;
  const cellSteps = cellStepsOf(fitnessRequest(config, generation, population));
  const record = generationRecord(generation, scores, cellSteps);
  return {
    record,
    state: {
      generation: generation + 1,
      candidates: updateCandidates(
        state.candidates,
        population,
        scores.fitness,
        generation,
        config.champion.candidates,
      ),
      bestSoFar: updateBest(state.bestSoFar, record),
      lastBest: record.best,
      cellSteps: state.cellSteps + cellSteps,
      seconds,
    },
  };
}
