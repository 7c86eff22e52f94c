import type { Config } from "../config/config.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import { genomeOf, type Population, type Strategy } from "../strategies/strategy.js";
import type { StrategyState } from "../strategies/strategy-state.js";
import type { GenerationRecord } from "./generation-record.js";
import { type ScoredGeneration, scoreGeneration } from "./score-generation.js";
import {
  initialSearchState,
  type RecordedGeneration,
  recordGeneration,
  type SearchState,
} from "./search-state.js";
import { stopReason, type StopReason } from "./stopping.js";

/** What a strategy proposes: the population of a generation, and the state that it proposes it from. */
export interface Proposal {
  readonly population: Population;
  readonly strategy: StrategyState;
}

/**
 * A search between its strategy and whoever evaluates: takes what the strategy proposes, has it evaluated and records what
 * came of it. A generation is complete when the strategy, told of it, has proposed the next; until then
 * {@link state} is the one before, so that what is saved always fits together.
 */
export class Search {
  readonly #config: Config;
  #state: SearchState;
  #population: Population;
  /** Recorded, its successor not yet proposed. */
  #recorded: RecordedGeneration["state"] | undefined;

  /** @param from the last complete generation of an earlier sitting; by default the start */
  constructor(config: Config, { population, strategy }: Proposal, from?: SearchState) {
    this.#config = config;
    this.#population = population;
    this.#state = from ?? initialSearchState(strategy);
  }

  /** After the last complete generation. */
  get state(): SearchState {
    return this.#state;
  }

  /** Why the search ends with the last recorded generation; null while it goes on. */
  get stop(): StopReason | null {
    return stopReason(this.#config.search.stop, this.#recorded ?? this.#state);
  }

  /** Evaluates the generation in hand. */
  score(evaluate: Evaluate): Promise<ScoredGeneration> {
    const { generation, replicates = this.#config.evaluation.replicates } = this.#state;
    return scoreGeneration(this.#config, generation, replicates, this.#population, evaluate);
  }

  /** The genome of an individual of the generation in hand. */
  genome(individual: number): Float32Array {
    return genomeOf(this.#population, individual);
  }

  /** Takes how the generation in hand was evaluated. @param seconds spent searching so far, over all sittings */
  record(scored: ScoredGeneration, seconds: number): GenerationRecord {
    const { record, state } = recordGeneration(this.#config, this.#state, this.#population, scored, seconds);
    this.#recorded = state;
    return record;
  }

  /** Takes the proposal for the generation after the recorded one, which is then complete. */
  advance({ population, strategy }: Proposal): void {
    if (this.#recorded === undefined) throw new Error("a proposal came before the scores of the last one");
    this.#state = { ...this.#recorded, strategy };
    this.#population = population;
    this.#recorded = undefined;
  }
}

/** What `strategy` proposes now. */
export function proposalOf(strategy: Pick<Strategy, "ask" | "save">): Proposal {
  return { population: strategy.ask(), strategy: strategy.save() };
}
