import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import {
  decodeCheckpoint,
  describeOptions,
  encodeCheckpoint,
  individualsOf,
  initialSearchState,
  NUMERICS_VERSION,
  resolveConfig,
  STRATEGIES,
  type Strategy,
  type StrategyState,
  strategyOf,
} from "#engine/index.js";
import { mostIndividualsOf } from "#engine/strategies/individuals.js";
import { refusal } from "../../support/refusal.js";

/** Tells a generation a fitness that has ties and an individual without one. */
function step(strategy: Strategy): void {
  const { individuals } = strategy.ask();
  const fitness = Float64Array.from({ length: individuals }, (_, i) => (i === 1 ? NaN : (i * 7) % 5));
  strategy.tell({ fitness, standardError: null });
}

/** Every strategy alone, and with restarts, the first of which comes with the third generation of {@link step}. */
const CASES = STRATEGIES.flatMap((definition) => [
  { ...definition, how: "alone", restarts: null },
  { ...definition, how: "with restarts", restarts: { patience: 2, maxPopulation: 150 } },
]);

describe.each(CASES)("the strategy $name $how", ({ name, summary, reference, schema, restarts }) => {
  const config = resolveConfig({
    seed: 9,
    network: { hidden: [3] },
    search: { strategy: { name }, restarts },
  });

  /** The strategy after some generations. */
  function started(): Strategy {
    const strategy = strategyOf(config);
    for (let generation = 0; generation < 3; generation++) step(strategy);
    return strategy;
  }

  it("says what it is, and of every option what it is and its default", () => {
    expect(summary).not.toBe("");
    expect(reference).not.toBe("");
    const options = describeOptions(schema);
    const { name: _, ...defaults } = config.search.strategy;
    expect(Object.keys(options)).toEqual(Object.keys(defaults));
    for (const [key, value] of Object.entries(defaults)) {
      expect(options[key]?.description, key).toMatch(/\w/);
      expect(options[key]?.default, key).toEqual(value);
    }
  });

  it("gives as many individuals as it says it does at most, and the same ones until it is told", () => {
    const strategy = strategyOf(config);
    const { individuals, genomes } = strategy.ask();
    expect(individuals).toBe(individualsOf(config));
    expect(started().ask().individuals).toBeLessThanOrEqual(mostIndividualsOf(config));
    expect(genomes.length).toBe(individuals * 10);
    expect(strategy.ask()).toEqual({ individuals, genomes });
    expect(strategy.save()).toMatchObject({ name, generation: 0 });
  });

  it("goes on to the same bits from a state that went through the bytes of a checkpoint", () => {
    const strategy = started();
    const state = { ...initialSearchState(strategy.save()), generation: 3 };
    const bytes = encodeCheckpoint({
      numericsVersion: NUMERICS_VERSION,
      program: "test",
      config,
      state,
      history: { lines: 3, bytes: 9 },
    });
    const restored = strategyOf(config, decodeCheckpoint(bytes).state.strategy);
    expect(restored.save()).toEqual(strategy.save());
    expect(restored.ask()).toEqual(strategy.ask());
    step(strategy);
    step(restored);
    expect(restored.ask()).toEqual(strategy.ask());
    expect(restored.save()).toEqual(strategy.save());
  });

  it("gives states that nothing told later changes", () => {
    const strategy = started();
    const saved = strategy.save();
    const before = structuredClone(saved);
    step(strategy);
    step(strategyOf(config, saved));
    expect(saved).toEqual(before);
  });

  it("refuses a state that does not fit", () => {
    const saved = started().save();
    const arrays = (change: (array: StrategyState["arrays"][string]) => object): object => ({
      ...saved,
      arrays: Object.fromEntries(
        Object.entries(saved.arrays).map(([array, held]) => [array, { ...held, ...change(held) }]),
      ),
    });
    const unfit = [
      { ...saved, name: "another" },
      { ...saved, arrays: {} },
      { ...saved, arrays: { ...saved.arrays, more: { shape: [1], data: new Float64Array(1) } } },
      { ...saved, numbers: { ...saved.numbers, more: 1 } },
      arrays(({ shape }) => ({ shape: [...shape, 1] })),
      arrays(({ data }) => ({ data: data.subarray(1) })),
      arrays(({ data }) => ({
        data: data instanceof Float32Array ? new Float64Array(data) : new Float32Array(data),
      })),
    ] as StrategyState[];
    // A state without arrays is not changed by changing them.
    for (const state of unfit.filter((changed) => !isDeepStrictEqual(changed, saved)))
      expect(refusal(() => strategyOf(config, state))).toBe("strategy.state");
  });

  it("refuses an option that it does not have", () => {
    const strategy = { name, noSuchOption: 1 };
    expect(refusal(() => resolveConfig({ search: { strategy } }))).toBe("config.invalid");
  });
});
