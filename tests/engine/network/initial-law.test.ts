import { describe, expect, it } from "vitest";
import { individualKey, key, networkSpace, regulationOf } from "#engine/index.js";
import { wideNormal, wideScales } from "#engine/network/wide-normal.js";
import { kolmogorov, MAX_KOLMOGOROV, MAX_Z, meanOf, zScore } from "../../statistics/statistics.js";

const HIDDEN = [3, 2];
const SCALES = { steepness: 20, gain: 4, amplitude: 16 };
const DRAWS = 20_000;

/** Parameters of the first layer's biases and weights. */
const FIRST = { biases: [0, 1, 2], weights: [3, 4, 5] };

describe("the wide law", () => {
  const genomes = Array.from({ length: DRAWS }, (_, i) =>
    wideNormal(HIDDEN, individualKey(key(9), i), SCALES),
  );
  const column = (p: number): number[] => genomes.map((genome) => genome[p]!);

  it("has the standard deviations that its scales say", () => {
    // First layer: biases 20·√⅓, weights 20; second: 0.3·4, 4/√3; last: 0.3·16, 16/√2.
    const expected = [
      ...[20 / Math.sqrt(3), 20 / Math.sqrt(3), 20 / Math.sqrt(3), 20, 20, 20],
      ...[1.2, 1.2, ...Array.from({ length: 6 }, () => 4 / Math.sqrt(3))],
      ...[4.8, 16 / Math.sqrt(2), 16 / Math.sqrt(2)],
    ];
    const scales = [...wideScales(HIDDEN, SCALES)];
    expect(scales).toHaveLength(expected.length);
    scales.forEach((scale, p) => expect(scale).toBeCloseTo(expected[p]!, 12));
  });

  // 17 parameters, two moments each: a false alarm in 34 · 5.7e-7 = 2e-5 of all keys.
  it("draws every parameter with mean 0 and the variance of its scale", () => {
    wideScales(HIDDEN, SCALES).forEach((scale, p) => {
      const values = column(p).map((value) => value / scale);
      expect(Math.abs(zScore(meanOf(values), 0)), `mean of ${p}`).toBeLessThan(MAX_Z);
      const squares = values.map((value) => value * value);
      expect(Math.abs(zScore(meanOf(squares), 1)), `variance of ${p}`).toBeLessThan(MAX_Z);
    });
  });

  // Three units, a false alarm in 3e-6 of all keys.
  it("steps at uniform places: the first layer's units are 0 at any s̄ of [0, 1] alike", () => {
    FIRST.biases.forEach((bias, unit) => {
      const places = Float32Array.from(genomes, (genome) => -genome[bias]! / genome[FIRST.weights[unit]!]!);
      expect(kolmogorov(places, (x) => Math.min(1, Math.max(0, x)))).toBeLessThan(MAX_KOLMOGOROV);
    });
  });

  // 136 pairs, a false alarm in 136 · 5.7e-7 = 8e-5 of all keys.
  it("draws parameters that go together in nothing but a unit's bias and weight", () => {
    const scales = wideScales(HIDDEN, SCALES);
    for (let p = 0; p < scales.length; p++) {
      for (let q = 0; q < p; q++) {
        const products = genomes.map((genome) => (genome[p]! / scales[p]!) * (genome[q]! / scales[q]!));
        // E[−w·u·w] = −½·E[w²], in units of √⅓.
        const expected = p === q + 3 && q < 3 ? -0.5 * Math.sqrt(3) : 0;
        expect(Math.abs(zScore(meanOf(products), expected)), `${p} with ${q}`).toBeLessThan(MAX_Z);
      }
    }
  });

  // Printed by this very expression, numericsVersion 1.
  it("has these bits", () => {
    expect([...wideNormal([2], key(1), SCALES)]).toEqual([
      -6.478721618652344, 1.8494330644607544, 25.052688598632812, -2.124746084213257, 3.9166133403778076,
      -7.702718734741211, -4.29403829574585,
    ]);
  });
});

describe("the space of networks", () => {
  const space = networkSpace({ hidden: HIDDEN, initial: { law: "wide", ...SCALES } });

  it("amplifies a function by exactly the factor asked for, and nothing else", () => {
    const genome = space.draw(individualKey(key(2), 0));
    const f = regulationOf(HIDDEN, genome);
    // Powers of two, by which f32 is multiplied without rounding.
    for (const factor of [0.25, 1, 2, 1024, -1, 0]) {
      const amplified = regulationOf(HIDDEN, space.amplify(genome, factor));
      for (let x = 0; x <= 1; x += 1 / 64) expect(amplified(x)).toBe(factor * f(x) + 0);
    }
    const third = regulationOf(HIDDEN, space.amplify(genome, 1 / 3));
    // Three terms of at most 100, a rounding of f32 each.
    for (let x = 0; x <= 1; x += 1 / 64) expect(Math.abs(third(x) - f(x) / 3)).toBeLessThan(1e-4);
  });

  it("draws and measures steps by the law that is configured", () => {
    const lecun = networkSpace({ hidden: HIDDEN, initial: { law: "lecun" } });
    expect(space.draw(key(1))).toEqual(wideNormal(HIDDEN, key(1), SCALES));
    expect(space.scales).toEqual(wideScales(HIDDEN, SCALES));
    expect(lecun.draw(key(1))).not.toEqual(space.draw(key(1)));
    expect(lecun.scales[0]).toBe(1);
  });
});
