import { differingPaths } from "../checkpoint/configuration-hash.js";
import type { Config } from "../config/config.js";
import type { Population } from "../strategies/strategy.js";
import type { StrategyState } from "../strategies/strategy-state.js";
import { type Candidate, soleCandidate, updateCandidates } from "./candidates.js";
import { generationRecord, type GenerationRecord } from "./generation-record.js";
import { replicatesAfter } from "./replicate-growth.js";
import type { ScoredGeneration } from "./score-generation.js";
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
  /**
   * What was assured of the best of the last generation on fresh replicates where it holds the target: utility − 3 SE, the
   * least over the time steps; absent in checkpoints from when `lastBest` was believed.
   */
  readonly verified?: number | null | undefined;
  /** Replicates of a full score in the next generation, where these are not `evaluation.replicates`. */
  readonly replicates?: number | undefined;
  /** Forward simulation of the search so far, verification of targets included. */
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
    verified: null,
    cellSteps: 0,
    seconds: 0,
  };
}

/**
 * The state that a search goes on from under a configuration whose stopping rules may differ: what another verification
 * assured is to be found anew.
 */
export function stateUnder(
  config: Config,
  { config: before, state }: { readonly config: Config; readonly state: SearchState },
): SearchState {
  const [was, asked] = [before.search.stop.verification, config.search.stop.verification];
  return differingPaths(was, asked).length === 0 ? state : { ...state, verified: null };
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
  scored: ScoredGeneration,
  seconds: number,
): RecordedGeneration {
  const { generation } = state;
  const replicates = state.replicates ?? config.evaluation.replicates;
  const { scores, verification } = scored;
  const record = generationRecord(config, generation, replicates, scored);
  const assured = verification?.assured ?? null;
  return {
    record,
    state: {
      generation: generation + 1,
      // Whoever was found to hold the target is the champion, not one that was luckier where it was selected.
      candidates:
        verification === null || assured === null
          ? updateCandidates(
              state.candidates,
              population,
              scores.fitness,
              generation,
              config.champion.candidates,
            )
          : [soleCandidate(population, verification.individual, scores.fitness, generation)],
      bestSoFar: updateBest(state.bestSoFar, record),
      lastBest: record.best,
      verified: assured,
      ...(config.evaluation.maxReplicates === null
        ? {}
        : { replicates: replicatesAfter(config, replicates, scored) }),
      cellSteps: state.cellSteps + record.cellSteps,
      seconds,
    },
  };
}
