import type { Config } from "../config/config.js";
import { networkSpace } from "../network/network-space.js";
import { strategyNamed } from "./create-strategy.js";
import type { Strategy, StrategyState } from "./strategy.js";

/**
 * The strategy that a configuration asks for, at its start or going on from a saved state.
 *
 * @throws CellfateError `strategy.state`
 */
export function strategyOf({ seed, network, search }: Config, saved?: StrategyState): Strategy {
  const { strategy } = search;
  return strategyNamed(strategy.name).create(strategy, { seed, space: networkSpace(network.hidden) }, saved);
}

/** Individuals of a generation. */
export function individualsOf({ search: { strategy } }: Config): number {
  return strategyNamed(strategy.name).individuals(strategy);
}
