import type { Config } from "../config/config.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import { strategyOf } from "../strategies/create-strategy.js";
import { type Champion, chooseChampion } from "./champion.js";
import type { GenerationRecord } from "./generation-record.js";
import { evaluationOf } from "./score-generation.js";
import { proposalOf, Search } from "./search.js";
import type { SearchState } from "./search-state.js";
import type { StopReason } from "./stopping.js";

/** What a search came to. */
export interface Evolution {
  readonly config: Config;
  readonly history: readonly GenerationRecord[];
  readonly stopReason: StopReason;
  readonly state: SearchState;
  readonly champion: Champion;
}

/** How a search is followed, and where it goes on from. */
export interface Followed {
  /** Hears of every generation, and of the genome of its best individual. */
  readonly onGeneration?: (record: GenerationRecord, best: Float32Array) => void;
  /** Seconds since the search began; only `search.stop.maxSeconds` needs it. */
  readonly clock?: () => number;
  /** By default the start. */
  readonly from?: SearchState;
}

/**
 * Evolves a regulatory network as a plain loop over whoever evaluates: a run through actors and workers repeats it bit for bit.
 *
 * @param config resolved
 * @throws CellfateError `search.no-champion` when no individual ever had a fitness
 */
export async function evolveOn(
  config: Config,
  evaluate: Evaluate,
  { onGeneration, clock = (): number => 0, from }: Followed = {},
): Promise<Evolution> {
  const strategy = strategyOf(config, from?.strategy);
  const search = new Search(config, proposalOf(strategy), from);
  const history: GenerationRecord[] = [];
  while (search.stop === null) {
    const scored = await search.score(evaluate);
    const record = search.record(scored, clock());
    const best = search.genome(record.bestIndividual);
    strategy.tell(evaluationOf(scored));
    search.advance(proposalOf(strategy));
    history.push(record);
    onGeneration?.(record, best);
  }
  const { state, stop } = search;
  const champion = await chooseChampion(config, state, evaluate);
  return { config, history, stopReason: stop, state, champion };
}
