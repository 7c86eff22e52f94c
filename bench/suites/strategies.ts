import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { resolveConfig, strategyOf } from "../../engine/index.js";

/** One generation of a strategy without its evaluation: ask and tell. */
export default async function strategies({ quick }: SuiteOptions): Promise<Suite> {
  const sizes = quick ? [20] : [20, 1000];
  const searches = sizes.map((population) => {
    const config = resolveConfig({ search: { strategy: { population } } });
    const fitness = Float64Array.from({ length: population }, (_, i) => (i * 37) % population);
    const evaluation = { fitness, standardError: null };
    return { config, population, evaluation, strategy: strategyOf(config) };
  });
  return Promise.resolve({
    title: "Strategies, ask and tell",
    unit: "individual",
    size: "networks (8, 8, 8), 5 parents",
    cases: searches.map(({ strategy, population, evaluation }) => ({
      name: `mu-plus-lambda, population ${population}`,
      work: population,
      run: () => {
        strategy.tell(evaluation);
        return strategy.ask();
      },
    })),
    verify() {
      for (const { config, evaluation } of searches) {
        const [one, other] = [strategyOf(config), strategyOf(config)];
        one.tell(evaluation);
        other.tell(evaluation);
        deepStrictEqual(one.ask(), other.ask());
      }
    },
  });
}
