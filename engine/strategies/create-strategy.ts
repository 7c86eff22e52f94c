import * as z from "zod";
import { CellfateError } from "../../kernels/index.js";
import { networkSpace } from "../network/network-space.js";
import * as strategies from "./strategies.js";
import type { Strategy, StrategyState } from "./strategy.js";
import type { StrategyDefinition } from "./strategy-definition.js";

type OptionsOf<Definition> = Definition extends StrategyDefinition<infer Options> ? Options : never;
/** A strategy as a configuration names it: its name and its options. */
export type StrategyConfig = OptionsOf<(typeof strategies)[keyof typeof strategies]>;
/** The name of a strategy in a configuration. */
export type StrategyName = StrategyConfig["name"];

/** Every strategy, in the order of their list. */
export const STRATEGIES: readonly StrategyDefinition<StrategyConfig>[] = Object.values(strategies);
export const DEFAULT_STRATEGY: StrategyName = "mu-plus-lambda";

const [first, ...others] = STRATEGIES.map(({ schema }) => schema);
if (first === undefined) throw new Error("there is no strategy");
/** Checks the strategy of a configuration: the one that it names, with that one's options. */
export const strategySchema: z.ZodType<StrategyConfig> = z.discriminatedUnion("name", [first, ...others]);

/** The strategy that `name` is the name of. */
export function strategyNamed(name: string): StrategyDefinition<StrategyConfig> {
  const found = STRATEGIES.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`no strategy ${name} is listed`);
  return found;
}

/** Options of {@link createStrategy}: the strategy's own, and what it searches for. */
export type StrategyOptions<Name extends StrategyName> = Partial<
  Omit<Extract<StrategyConfig, { readonly name: Name }>, "name">
> & { readonly seed: number; readonly hidden: readonly number[] };

/**
 * A strategy at its start, or going on from a saved state.
 *
 * `options`: its own, defaults filled in, with the seed and the hidden layers of the networks; `saved`: what `save()`
 * gave, the same options are then needed to go on to the same bits.
 *
 * @throws CellfateError `config.invalid` for options that are not its own, `strategy.state`
 */
export function createStrategy<Name extends StrategyName>(
  name: Name,
  { seed, hidden, ...options }: StrategyOptions<Name>,
  saved?: StrategyState,
): Strategy {
  const result = strategySchema.safeParse({ name, ...options });
  if (!result.success) {
    throw new CellfateError({
      code: "config.invalid",
      message: `These are no options of the strategy ${name}: ${z.prettifyError(result.error)}`,
      cure: "cellfate strategies lists every strategy with its options.",
    });
  }
  return strategyNamed(name).create(result.data, { seed, space: networkSpace(hidden) }, saved);
}
