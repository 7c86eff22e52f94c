import { deepStrictEqual } from "node:assert";

import { createStrategy } from "../../engine/index.js";
import type { Suite } from "../harness/suite.js";

/** Ask and tell, by the size of the population. */
export default async function strategies(): Promise<Suite> {
  const prepared = [20, 400, 4096].map((population) => {
    const options = { seed: 1, hidden: [8, 8, 8], population, parents: population / 4, mutationStep: 0.1 };
    const fitness = Float64Array.from({ length: population }, (_, i) => (i * 7919) % population);
    const start = createStrategy("mu-plus-lambda", options).save();
    const nextPopulation = (): Float32Array => {
      const strategy = createStrategy("mu-plus-lambda", options, start);
      strategy.ask();
      strategy.tell(fitness);
      return strategy.ask().genomes;
    };
    return { population, nextPopulation };
  });
  return Promise.resolve({
    title: "Strategies",
    unit: "individual",
    size: "ask and tell once, genomes of 169 parameters, a quarter of them parents",
    cases: prepared.map(({ population, nextPopulation }) => ({
      name: `mu-plus-lambda, ${population} individuals`,
      work: population,
      run: nextPopulation,
    })),
    verify() {
      for (const { nextPopulation } of prepared) deepStrictEqual(nextPopulation(), nextPopulation());
    },
  });
}
