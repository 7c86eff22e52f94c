import * as z from "zod/mini";
import * as strategies from "./strategies.js";
import type { StrategyDefinition } from "./strategy-definition.js";

type OptionsOf<Definition> = Definition extends StrategyDefinition<infer Options> ? Options : never;
/** A strategy as a configuration names it: its name and its options. */
export type StrategyConfig = OptionsOf<(typeof strategies)[keyof typeof strategies]>;
/** The name of a strategy in a configuration. */
export type StrategyName = StrategyConfig["name"];

/** The strategy of a configuration that names none. */
export const DEFAULT_STRATEGY: StrategyName = "mu-plus-lambda";

const BY_NAME: ReadonlyMap<string, StrategyDefinition<StrategyConfig>> = new Map(
  Object.values(strategies).map((definition) => [definition.name, definition]),
);

/** The strategy that `name` is the name of. */
export function strategyNamed(name: StrategyName): StrategyDefinition<StrategyConfig> {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new Error(`no strategy ${name} is listed`);
  return found;
}

const first = strategyNamed(DEFAULT_STRATEGY);
const others = [...BY_NAME.values()].filter((definition) => definition !== first);
/** Every strategy of the list: the default one, then the others by name. */
export const STRATEGIES: readonly StrategyDefinition<StrategyConfig>[] = [first, ...others];

/** Checks the strategy of a configuration: the one that it names, with that one's options. */
export const strategySchema: z.ZodMiniType<StrategyConfig> = z.discriminatedUnion("name", [
  first.schema,
  ...others.map(({ schema }) => schema),
]);
