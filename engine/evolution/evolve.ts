import { checkFunction, checkObject } from "../../kernels/check.js";
import { type Backend, CellfateError, createBackend, loadKernels } from "../../kernels/index.js";
import { differingPaths, searchIdentity } from "../checkpoint/configuration-hash.js";
import { resolveConfig } from "../config/resolve-config.js";
import type { Config, ConfigInput } from "../config/config.js";
import { evaluateOn } from "../evaluation/tasks/evaluate.js";
import { type Evolution, evolveOn } from "./evolve-on.js";
import type { GenerationRecord } from "./generation-record.js";
import { type SearchState, stateUnder } from "./search-state.js";
import { checkSearchState } from "./search-state-schema.js";

/** What `evolve` may be given beside the configuration. */
export interface EvolveOptions {
  /** Simulates; by default a new backend of the configuration's name (`auto` is `wasm`), disposed at the end. */
  readonly backend?: Backend;
  readonly onGeneration?: (record: GenerationRecord) => void;
  /** Seconds since the search began; only `search.stop.maxSeconds` needs it. */
  readonly clock?: () => number;
  /** Where to go on from, instead of the start: an earlier {@link Evolution}, or a checkpoint. */
  readonly from?: Pick<Evolution, "config" | "state">;
}

/** The state of `from`, which has to be of the same search: only `run` and the stopping rules may differ. */
function stateFor(config: Config, from: Pick<Evolution, "config" | "state">): SearchState {
  checkObject(from, "options.from");
  checkObject(from.config, "options.from.config");
  const { state } = from;
  const before = resolveConfig(from.config);
  const differences = differingPaths(searchIdentity(before), searchIdentity(config));
  if (differences.length > 0) {
    throw new CellfateError({
      code: "search.mismatch",
      message: `The search to go on from is another one: ${differences.join("; ")}`,
      where: "options.from.config",
      cure: "Go on with the configuration that it was begun with; only run and search.stop may differ.",
    });
  }
  checkSearchState(state, config, "options.from.state");
  return stateUnder(config, { config: before, state });
}

/**
 * Evolves a regulatory network in this thread: the plain loop that a run through actors and workers repeats bit
 * for bit.
 *
 * @throws CellfateError `config.invalid`; `argument.invalid`; `search.mismatch` and `strategy.state` where `from` is not of
 * this search; `search.no-champion` when no individual ever had a fitness
 */
export async function evolve(input: ConfigInput, options: EvolveOptions = {}): Promise<Evolution> {
  const config = resolveConfig(input);
  checkObject(options, "options");
  const { onGeneration, clock = (): number => 0 } = options;
  if (onGeneration !== undefined) checkFunction(onGeneration, "options.onGeneration");
  checkFunction(clock, "options.clock");
  const name = config.run.backend === "auto" ? "wasm" : config.run.backend;
  await loadKernels();
  const backend = options.backend ?? (await createBackend(name));
  try {
    const from = options.from === undefined ? undefined : stateFor(config, options.from);
    return await evolveOn(config, evaluateOn(backend), {
      clock,
      ...(from === undefined ? {} : { from }),
      ...(onGeneration === undefined ? {} : { onGeneration }),
    });
  } finally {
    if (options.backend === undefined) backend.dispose();
  }
}
