import { describe, expect, it } from "vitest";
import { type ConfigInput, resolveConfig, STRATEGIES, strategyOf } from "#engine/index.js";
import { withinBounds } from "#engine/strategies/bounds.js";
import { refusal } from "../../support/refusal.js";

const f32 = Math.fround;

/** What is asked of a strategy that wants these numbers of one individual. */
function asked(bounds: readonly [number, number], wanted: readonly number[]): number[] {
  const population = { individuals: 1, genomes: Float32Array.from(wanted) };
  const strategy = withinBounds(
    {
      name: "wanting",
      ask: () => population,
      tell: () => undefined,
      save: () => ({ name: "wanting", generation: 0, arrays: {}, numbers: {} }),
    },
    bounds,
  );
  return [...strategy.ask().genomes];
}

describe("bounds of parameters", () => {
  it("leave what is within as it is, bounds included, and mirror what is beyond as often as it takes", () => {
    expect(asked([-1, 3], [-1, 0.1, 3])).toEqual([-1, f32(0.1), 3]);
    expect(asked([-1, 3], [3.5, -1.5, 7.5, 11.5, -9.5, 1003])).toEqual([2.5, -0.5, -0.5, 2.5, -0.5, 3]);
  });

  it("hold as they are rounded to f32, for any finite number", () => {
    for (const value of asked([0.1, 0.3], [0.2999, 0.31, 1e30, -3.4e38, 1e-30])) {
      expect(value).toBeGreaterThanOrEqual(f32(0.1));
      expect(value).toBeLessThanOrEqual(f32(0.3));
    }
    expect(asked([-1, 1], [NaN, Infinity])).toEqual([NaN, NaN]);
  });

  it.each(STRATEGIES)("bind $name, which does not know of them", ({ name }) => {
    const input: ConfigInput = { seed: 3, network: { hidden: [3] }, search: { strategy: { name } } };
    const free = strategyOf(resolveConfig(input));
    const bound = strategyOf(resolveConfig({ ...input, search: { ...input.search, bounds: [-0.25, 0.5] } }));
    for (let generation = 0; generation < 3; generation++) {
      const { individuals, genomes } = bound.ask();
      expect(Math.min(...genomes)).toBeGreaterThanOrEqual(-0.25);
      expect(Math.max(...genomes)).toBeLessThanOrEqual(0.5);
      expect(Math.max(...free.ask().genomes)).toBeGreaterThan(0.5);
      expect(bound.save()).toEqual(free.save());
      const fitness = Float64Array.from({ length: individuals }, (_, i) => (i * 7) % 5);
      for (const strategy of [free, bound]) strategy.tell({ fitness, standardError: null });
    }
  });

  it("are two different numbers of f32, the lower first", () => {
    for (const bounds of [[1, -1], [0.1, 0.1 + 1e-12], [0], [-1e9, 1]]) {
      expect(refusal(() => resolveConfig({ search: { bounds } }))).toBe("config.invalid");
    }
  });
});
