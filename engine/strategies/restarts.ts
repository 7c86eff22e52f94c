import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS } from "../../kernels/index.js";
import { generationKey } from "../random/draw-keys.js";
import type { Strategy, StrategyContext } from "./strategy.js";
import type { StrategyDefinition } from "./strategy-definition.js";
import { checkContents, savedCount, type StrategyState } from "./strategy-state.js";

/** When a strategy begins anew, and how much larger. */
export interface RestartOptions {
  readonly patience: number;
  readonly tolerance: number;
  readonly growth: number;
  readonly maxPopulation: number;
}

/** Checks the options of restarts and fills in defaults. */
export const restartsSchema: z.ZodMiniType<RestartOptions> = z.strictObject({
  patience: option(
    z.int().check(z.minimum(1), z.maximum(LIMITS.generations)),
    50,
    "number of generations without a better best fitness after which the strategy begins anew",
  ),
  tolerance: option(
    z.number().check(z.minimum(0)),
    0.002,
    "least by which a best fitness has to exceed the one before to be better, above its noise, ≥ 0",
  ),
  growth: option(
    z.number().check(z.minimum(1), z.maximum(100)),
    2,
    "factor by which a restart's generations are larger than those before, 1 … 100",
  ),
  maxPopulation: option(
    z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
    1024,
    `largest number of individuals that generations grow to, 1 … ${LIMITS.individuals}`,
  ),
});

/** How much larger generations of `individuals` may become. */
export function mostGrowth({ growth, maxPopulation }: RestartOptions, individuals: number): number {
  return growth > 1 ? Math.max(1, maxPopulation / individuals) : 1;
}

/** How much larger they are after some restarts. */
function growthAfter(restarts: number, options: RestartOptions, individuals: number): number {
  const most = mostGrowth(options, individuals);
  let factor = 1;
  for (let restart = 0; restart < restarts && factor < most; restart++) factor *= options.growth;
  return Math.min(factor, most);
}

/** What the strategy that is restarted holds goes by these names. */
const NESTED = "restarted.";
const COUNTS = ["restarts", "begun", "bettered"] as const;

function nested<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [NESTED + name, value]));
}

/** The part of a state's arrays or numbers that is the strategy's, and the rest. */
function parted<Value>(
  values: Readonly<Record<string, Value>>,
): readonly [inner: Record<string, Value>, own: Record<string, Value>] {
  const entries = Object.entries(values);
  return [
    Object.fromEntries(
      entries.flatMap(([name, value]) =>
        name.startsWith(NESTED) ? [[name.slice(NESTED.length), value] as const] : [],
      ),
    ),
    Object.fromEntries(entries.filter(([name]) => !name.startsWith(NESTED))),
  ];
}

/**
 * A strategy that begins anew, with fresh genomes, other random numbers and larger generations, once its best fitness has
 * not become better for `patience` generations. Better is what exceeds the best of this beginning by more than `tolerance`:
 * the best of many noisy values creeps up for as long as one looks, and that is no progress. Nothing is kept of what went
 * before; the candidates for champion are the search's.
 *
 * Beginning number k > 0 has the seed that is the first word of the key (restarts, k).
 *
 * @throws CellfateError `strategy.state`
 * @see Auger & Hansen, "A restart CMA evolution strategy with increasing population size", CEC (2005)
 */
export function withRestarts<Options extends { readonly name: string }>(
  definition: StrategyDefinition<Options>,
  options: Options,
  restartOptions: RestartOptions,
  context: StrategyContext,
  saved?: StrategyState,
): Strategy {
  const { patience, tolerance } = restartOptions;
  const { parameters } = context.space;
  const individuals = definition.individuals(options, parameters);
  let generation = saved?.generation ?? 0;
  /** Restarts so far, the generation of the last, the best fitness since, and the generation of that. */
  let [restarts, begun, bettered, best] = [0, 0, 0, -Infinity];

  const begin = (state?: StrategyState): Strategy => {
    const factor = growthAfter(restarts, restartOptions, individuals);
    const seed = restarts === 0 ? context.seed : generationKey(context.seed, "restarts", restarts)[0];
    return definition.create(definition.grown(options, parameters, factor), { ...context, seed }, state);
  };
  const goOn = (state: StrategyState): Strategy => {
    const [arrays, ownArrays] = parted(state.arrays);
    const [numbers, own] = parted(state.numbers);
    const wrapper = { ...state, arrays: ownArrays, numbers: own };
    checkContents(wrapper, definition.name, [], [...COUNTS, "best"]);
    restarts = savedCount(wrapper, "restarts", state.generation);
    begun = savedCount(wrapper, "begun", state.generation);
    bettered = savedCount(wrapper, "bettered", state.generation);
    best = own["best"]!;
    return begin({ name: state.name, generation: state.generation - begun, arrays, numbers });
  };
  let strategy = saved === undefined ? begin() : goOn(saved);

  return {
    name: definition.name,
    ask: () => strategy.ask(),
    tell: (evaluation) => {
      const told = evaluation.fitness.reduce(
        (most, f) => (f > most && Number.isFinite(f) ? f : most),
        -Infinity,
      );
      generation += 1;
      if (told > best + tolerance) [best, bettered] = [told, generation];
      if (generation - bettered < patience) strategy.tell(evaluation);
      else {
        restarts += 1;
        [begun, bettered, best] = [generation, generation, -Infinity];
        strategy = begin();
      }
    },
    save: () => {
      const { arrays, numbers } = strategy.save();
      return {
        name: definition.name,
        generation,
        arrays: nested(arrays),
        numbers: { ...nested(numbers), restarts, begun, bettered, best },
      };
    },
  };
}
