import { parameterCount } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { strategyNamed } from "./registry.js";

/** Individuals of the largest generation that a configuration may come to. */
export function individualsOf({ search: { strategy }, network }: Config): number {
  return strategyNamed(strategy.name).individuals(strategy, parameterCount(network.hidden));
}
