import { checkObject, checkTyped } from "../../kernels/check.js";
import { normals } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import type { Config } from "../config/config.js";
import { resolveConfig } from "../config/resolve-config.js";
import { networkSpace } from "../network/network-space.js";
import { withinBounds } from "./bounds.js";
import { withRestarts } from "./restarts.js";
import { type StrategyConfig, strategyNamed, type StrategyName } from "./registry.js";
import type { Evaluation, Population, Strategy } from "./strategy.js";
import { strategyStateSchema } from "./strategy-schema.js";
import type { StrategyState } from "./strategy-state.js";

/** Options of {@link createStrategy}: the strategy's own, and what it searches for. */
export type StrategyOptions<Name extends StrategyName> = Partial<
  Omit<Extract<StrategyConfig, { readonly name: Name }>, "name">
> & { readonly seed: number; readonly hidden: readonly number[] };

/**
 * A strategy at its start, or going on from a saved state; what it is told is checked.
 *
 * @param options its own, defaults filled in, with the seed and the hidden layers of the networks
 * @param saved what `save()` gave; the same options are then needed to go on to the same bits
 * @throws CellfateError `config.invalid` for options that are not its own, `strategy.state`, `argument.invalid`
 */
export function createStrategy<Name extends StrategyName>(
  name: Name,
  options: StrategyOptions<Name>,
  saved?: StrategyState,
): Strategy {
  checkObject(options, "options");
  const { seed, hidden, ...own } = options;
  if (saved !== undefined) checkedBy(strategyStateSchema, saved, "saved");
  return checked(
    strategyOf(resolveConfig({ seed, network: { hidden }, search: { strategy: { name, ...own } } }), saved),
  );
}

/** A strategy that refuses what is no evaluation of its population. */
function checked(strategy: Strategy): Strategy {
  return {
    name: strategy.name,
    ask: () => strategy.ask(),
    tell: (evaluation) => {
      checkEvaluation(evaluation, strategy.ask());
      strategy.tell(evaluation);
    },
    save: () => strategy.save(),
  };
}

function checkEvaluation(evaluation: Evaluation, { individuals, genomes }: Population): void {
  checkObject(evaluation, "evaluation");
  const { fitness, standardError, gradient } = evaluation;
  checkTyped(fitness, Float64Array, "evaluation.fitness", individuals);
  if (gradient !== undefined) checkTyped(gradient, Float64Array, "evaluation.gradient", genomes.length);
  if (standardError === null) return;
  checkTyped(standardError, Float64Array, "evaluation.standardError", individuals);
}

/**
 * The strategy that a configuration asks for, at its start or going on from a saved state.
 *
 * @throws CellfateError `strategy.state`
 */
export function strategyOf({ seed, network, search }: Config, saved?: StrategyState): Strategy {
  const { strategy, restarts, bounds } = search;
  const definition = strategyNamed(strategy.name);
  const context = { seed, space: networkSpace(network), normals };
  const unbounded =
    restarts === null
      ? definition.create(strategy, context, saved)
      : withRestarts(definition, strategy, restarts, context, saved);
  return bounds === null ? unbounded : withinBounds(unbounded, bounds);
}
