import { parameterCount } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { mostGrowth } from "./restarts.js";
import { strategyNamed } from "./registry.js";

/** Individuals of the largest generation before any restart. */
export function individualsOf({ search: { strategy }, network }: Config): number {
  return strategyNamed(strategy.name).individuals(strategy, parameterCount(network.hidden));
}

/** Individuals of the largest generation that a configuration may come to. */
export function mostIndividualsOf(config: Config): number {
  const { strategy, restarts } = config.search;
  const individuals = individualsOf(config);
  if (restarts === null) return individuals;
  const definition = strategyNamed(strategy.name);
  const parameters = parameterCount(config.network.hidden);
  const grown = definition.grown(strategy, parameters, mostGrowth(restarts, individuals));
  return definition.individuals(grown, parameters);
}
