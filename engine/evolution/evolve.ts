import { type Backend, createBackend, loadKernels } from "../../kernels/index.js";
import { resolveConfig } from "../config/resolve-config.js";
import type { Config, ConfigInput } from "../config/config.js";
import { simulateOn } from "../evaluation/ensemble.js";
import { scorePopulation } from "../evaluation/scores.js";
import { strategyOf } from "../strategies/create-strategy.js";
import { type Champion, chooseChampion } from "./champion.js";
import type { GenerationRecord } from "./generation-record.js";
import { fitnessRequest, initialSearchState, recordGeneration, type SearchState } from "./search-state.js";
import { stopReason, type StopReason } from "./stopping.js";

/** What `evolve` may be given beside the configuration. */
export interface EvolveOptions {
  /** Simulates; by default a new backend of the configuration's name (`auto` is `wasm`), disposed at the end. */
  readonly backend?: Backend;
  readonly onGeneration?: (record: GenerationRecord) => void;
  /** Seconds since the search began; only `search.maxSeconds` needs it. */
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
  const simulate = simulateOn(backend);
  try {
    const strategy = strategyOf(config, options.from?.strategy);
    let state = options.from ?? initialSearchState(strategy.save());
    const history: GenerationRecord[] = [];
    let stop = stopReason(config.search, state);
    while (stop === null) {
      const population = strategy.ask();
      const request = fitnessRequest(config, state.generation, population);
      const scores = await scorePopulation(request, config.evaluation.estimator, simulate);
      const recorded = recordGeneration(config, state, population, scores, clock());
      strategy.tell(scores.fitness);
      state = { ...recorded.state, strategy: strategy.save() };
      history.push(recorded.record);
      onGeneration?.(recorded.record);
      stop = stopReason(config.search, state);
    }
    const champion = await chooseChampion(config, state, simulate);
    return { config, history, stopReason: stop, state, champion };
  } finally {
    if (options.backend === undefined) backend.dispose();
  }
}
