import { describe, expect, it } from "vitest";
import { type Config, evolve, resolveConfig, type Strategy, strategyOf } from "#engine/index.js";
import { mostIndividualsOf } from "#engine/strategies/individuals.js";
import { refusal } from "../../support/refusal.js";

function configured(restarts: Config["search"]["restarts"] | { patience: number }, seed = 1): Config {
  return resolveConfig({
    seed,
    network: { hidden: [3] },
    search: { strategy: { name: "random", population: 8 }, restarts },
  });
}

/** Tells a generation in which one individual has this fitness and the others none. */
function tell(strategy: Strategy, best: number): void {
  const fitness = new Float64Array(strategy.ask().individuals).fill(NaN);
  fitness[3] = best;
  strategy.tell({ fitness, standardError: null });
}

/** The sizes of the generations that come after these best fitnesses. */
function sizesAfter(strategy: Strategy, bests: readonly number[]): number[] {
  return bests.map((best) => {
    tell(strategy, best);
    return strategy.ask().individuals;
  });
}

describe("restarts", () => {
  const options = { patience: 2, tolerance: 0.1, growth: 2, maxPopulation: 20 };

  it("come after so many generations without a better best fitness, with larger generations up to a bound", () => {
    const strategy = strategyOf(configured(options));
    expect(sizesAfter(strategy, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5])).toEqual([8, 8, 16, 16, 16, 20]);
    expect(sizesAfter(strategy, [1, 1, 1])).toEqual([20, 20, 20]);
    expect(mostIndividualsOf(configured(options))).toBe(20);
  });

  it("do not come while the best fitness becomes better by more than the tolerance, summed over generations", () => {
    const slow = [0, 0.06, 0.12, 0.18, 0.24, 0.3];
    expect(sizesAfter(strategyOf(configured(options)), slow)).toEqual([8, 8, 8, 8, 8, 8]);
    expect(sizesAfter(strategyOf(configured(options)), [0, 0.04, 0.08])).toEqual([8, 8, 16]);
  });

  it("count a generation in which nothing has a fitness as one without a better one", () => {
    expect(sizesAfter(strategyOf(configured(options)), [NaN, Infinity])).toEqual([8, 16]);
  });

  it("leave a search alone until the first, and then draw other numbers than those before or another seed's", () => {
    const plain = strategyOf(configured(null));
    const restarting = strategyOf(configured({ ...options, growth: 1 }));
    const other = strategyOf(configured({ ...options, growth: 1 }, 2));
    const first = plain.ask();
    expect(restarting.ask()).toEqual(first);
    for (const strategy of [plain, restarting, other]) tell(strategy, 1);
    expect(restarting.ask()).toEqual(plain.ask());
    for (const strategy of [restarting, other]) sizesAfter(strategy, [1, 1]);
    expect(restarting.ask()).not.toEqual(first);
    expect(restarting.ask()).not.toEqual(other.ask());
    expect(restarting.save().generation).toBe(3);
  });

  it("refuse a state that says of itself what cannot be", () => {
    const config = configured(options);
    const strategy = strategyOf(config);
    sizesAfter(strategy, [1, 1, 1]);
    const saved = strategy.save();
    for (const [name, value] of [
      ["restarts", 1.5],
      ["restarts", -1],
      ["begun", 4],
      ["bettered", NaN],
    ] as const) {
      const state = { ...saved, numbers: { ...saved.numbers, [name]: value } };
      expect(refusal(() => strategyOf(config, state))).toBe("strategy.state");
    }
    expect(refusal(() => strategyOf(configured(null), saved))).toBe("strategy.state");
  });

  it("are refused where they would grow beyond what an array may hold", () => {
    const search = {
      strategy: { name: "random" as const, population: 8 },
      restarts: { maxPopulation: 65_536 },
    };
    const network = { hidden: [64, 64] };
    expect(refusal(() => resolveConfig({ network, search }))).toBe("config.too-large");
    expect(
      resolveConfig({ network, search: { ...search, restarts: { growth: 1 } } }).search.restarts,
    ).not.toBeNull();
  });

  it("go through a whole search, which goes on from its middle to the same end", async () => {
    const config = {
      seed: 4,
      model: { duration: 1 },
      network: { hidden: [3] },
      evaluation: { replicates: 16 },
      search: {
        strategy: { name: "cma-es" as const, population: 6 },
        restarts: { patience: 2, tolerance: 1 },
        stop: { generations: 7 },
      },
      champion: { replicates: 50, maxReplicates: 50 },
    };
    const whole = await evolve(config);
    const middle = await evolve({ ...config, search: { ...config.search, stop: { generations: 4 } } });
    const rest = await evolve(config, { from: middle });
    expect(whole.state.strategy.numbers).toMatchObject({ restarts: 2 });
    expect(rest.state.strategy).toEqual(whole.state.strategy);
    expect([...middle.history, ...rest.history]).toEqual(whole.history);
    expect(rest.champion.genome).toEqual(whole.champion.genome);
  });
});
