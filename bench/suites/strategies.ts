import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { resolveConfig, strategyOf } from "../../engine/index.js";

/** One generation of a strategy without its evaluation: ask and tell. */
export default async function strategies({ quick }: SuiteOptions): Promise<Suite> {
  const sizes = quick ? [20] : [20, 1000];
  const searches = sizes.map((population) => {
    const config = resolveConfig({ search: { population } });
    const fitness = Float64Array.from({ length: population }, (_, i) => (i * 37) % population);
    return { config, population, fitness, strategy: strategyOf(config) };
  });
  return Promise.resolve({
    title: "Strategies, ask and tell",
    unit: "individual",
    size: "networks (8, 8, 8), 5 parents",
    cases: searches.map(({ strategy, population, fitness }) => ({
      name: `mu-plus-lambda, population ${population}`,
      work: population,
      run: () => {
        strategy.tell(fitness);
        return strategy.ask();
      },
    })),
    verify() {
      for (const { config, fitness } of searches) {
        const [one, other] = [strategyOf(config), strategyOf(config)];
        one.tell(fitness);
        other.tell(fitness);
        deepStrictEqual(one.ask(), other.ask());
      }
    },
  });
}
