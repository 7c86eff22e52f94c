import type { Config } from "../config/config.js";
import { createMuPlusLambda, type MuPlusLambdaOptions } from "./mu-plus-lambda.js";
import type { Strategy, StrategyState } from "./strategy.js";

/** The name of a strategy in a configuration. */
export type StrategyName = "mu-plus-lambda";

const STRATEGIES = { "mu-plus-lambda": createMuPlusLambda } satisfies Record<StrategyName, unknown>;

/**
 * A strategy at its start, or going on from a saved state.
 *
 * @param saved what `save()` gave; the same options are then needed to go on to the same bits
 */
export function createStrategy(
  name: StrategyName,
  options: MuPlusLambdaOptions,
  saved?: StrategyState,
): Strategy {
  return STRATEGIES[name](options, saved);
}

/** The strategy that a configuration asks for. */
export function strategyOf({ seed, network, search }: Config, saved?: StrategyState): Strategy {
  return createStrategy(search.strategy, { seed, hidden: network.hidden, ...search }, saved);
}
