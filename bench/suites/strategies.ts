import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { type ConfigInput, resolveConfig, strategyOf } from "../../engine/index.js";

const INDIVIDUALS = 64;

/** Every strategy with as many individuals in every generation. */
const SEARCHES: readonly NonNullable<NonNullable<ConfigInput["search"]>["strategy"]>[] = [
  { name: "random", population: INDIVIDUALS },
  { name: "mu-plus-lambda", population: INDIVIDUALS },
  { name: "scaled-mu-plus-lambda", population: INDIVIDUALS, initialPopulation: null },
  { name: "openai-es", population: INDIVIDUALS },
  { name: "snes", population: INDIVIDUALS },
  { name: "cma-es", population: INDIVIDUALS, covariance: "separable" },
  { name: "cma-es", population: INDIVIDUALS },
  { name: "xnes", population: INDIVIDUALS },
];
/** Generations at a time: CMA-ES takes a root of its covariance in every tenth. */
const GENERATIONS = 20;

/** Generations of every strategy without their evaluation: ask and tell. */
export default async function strategies({ quick }: SuiteOptions): Promise<Suite> {
  const hidden = quick ? [4] : [8, 8];
  const fitness = Float64Array.from({ length: INDIVIDUALS }, (_, i) => (i * 37) % INDIVIDUALS);
  const evaluation = { fitness, standardError: null };
  const searches = SEARCHES.map((strategy) => {
    const config = resolveConfig({ network: { hidden }, search: { strategy } });
    const { covariance } = { covariance: undefined, ...config.search.strategy };
    const { name } = config.search.strategy;
    return { name: covariance === undefined ? name : `${name}, ${covariance}`, config };
  });
  return Promise.resolve({
    title: "Strategies, ask and tell",
    unit: "generation",
    size: `${INDIVIDUALS} individuals, networks (${hidden.join(", ")})`,
    cases: searches.map(({ name, config }) => {
      // Each time from the same state: told the same for ever, a distribution shrinks to subnormal numbers, which are slow.
      const saved = strategyOf(config).save();
      return {
        name,
        work: GENERATIONS,
        run: () => {
          const strategy = strategyOf(config, saved);
          for (let generation = 0; generation < GENERATIONS; generation++) strategy.tell(evaluation);
          return strategy.ask();
        },
      };
    }),
    verify() {
      for (const { config } of searches) {
        const [one, other] = [strategyOf(config), strategyOf(config)];
        one.tell(evaluation);
        other.tell(evaluation);
        deepStrictEqual(one.ask(), other.ask());
      }
    },
  });
}
