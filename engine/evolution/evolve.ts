import { type Backend, createBackend, loadKernels } from "../../kernels/index.js";
import { resolveConfig } from "../config/resolve-config.js";
import type { Config, ConfigInput } from "../config/config.js";
import { evaluateOn } from "../evaluation/tasks/evaluate.js";
import { strategyOf } from "../strategies/create-strategy.js";
import { type Champion, chooseChampion } from "./champion.js";
import type { GenerationRecord } from "./generation-record.js";
import { proposalOf, Search } from "./search.js";
import type { SearchState } from "./search-state.js";
import type { StopReason } from "./stopping.js";

/** What `evolve` may be given beside the configuration. */
export interface EvolveOptions {
  /** Simulates; by default a new backend of the configuration's name (`auto` is `wasm`), disposed at the end. */
  readonly backend?: Backend;
  readonly onGeneration?: (record: GenerationRecord) => void;
  /** Seconds since the search began; only `search.stop.maxSeconds` needs it. */
  readonly clock?: () => number;
  /** Where to go on from, instead of the start. */
  readonly from?: SearchState;
}

/** What a search came to. */
export interface Evolution {
  readonly config: Config;
  readonly history: readonly GenerationRecord[];
  readonly stopReason: StopReason;
  readonly state: SearchState;
  readonly champion: Champion;
}

/**
 * Evolves a regulatory network in this thread: the plain loop that a run through actors and workers repeats bit
 * for bit.
 *
 * @throws CellfateError `config.invalid`; `search.no-champion` when no individual ever had a fitness
 */
export async function evolve(input: ConfigInput, options: EvolveOptions = {}): Promise<Evolution> {
  const config = resolveConfig(input);
  const { onGeneration, clock = (): number => 0 } = options;
  const name = config.run.backend === "auto" ? "wasm" : config.run.backend;
  await loadKernels();
  const backend = options.backend ?? (await createBackend(name));
  const evaluate = evaluateOn(backend);
  try {
    const strategy = strategyOf(config, options.from?.strategy);
    const search = new Search(config, proposalOf(strategy), options.from);
    const history: GenerationRecord[] = [];
    while (search.stop === null) {
      const scores = await evaluate(search.task());
      const record = search.record(scores, clock());
      strategy.tell(scores);
      search.advance(proposalOf(strategy));
      history.push(record);
      onGeneration?.(record);
    }
    const { state, stop } = search;
    const champion = await chooseChampion(config, state, evaluate);
    return { config, history, stopReason: stop, state, champion };
  } finally {
    if (options.backend === undefined) backend.dispose();
  }
}
