import { describe, expect, it } from "vitest";
import { createStrategy, genomeOf, lecunNormal, key, rankByFitness } from "#engine/index.js";

const OPTIONS = { seed: 3, hidden: [4], population: 400, parents: 5, mutationStep: 0.1 };

describe("rankByFitness", () => {
  it("puts the fittest first, equal ones by index, and last what is not finite", () => {
    expect(rankByFitness([1, NaN, 3, Infinity, 1, -Infinity, 3])).toEqual([2, 6, 0, 4, 1, 3, 5]);
  });
});

describe("the (μ+λ) strategy", () => {
  const strategy = createStrategy("mu-plus-lambda", OPTIONS);
  const first = strategy.ask();
  const fitness = Float64Array.from({ length: 400 }, (_, i) => (i === 7 ? NaN : (i * 37) % 400));
  strategy.tell({ fitness, standardError: null });
  const second = strategy.ask();
  const parents = rankByFitness(fitness)
    .slice(0, 5)
    .map((i) => genomeOf(first, i));

  it("keeps the best unchanged, in order of fitness", () => {
    parents.forEach((parent, i) => {
      expect(genomeOf(second, i)).toEqual(parent);
    });
  });

  it("makes every other individual from a uniformly chosen parent and normal mutations", () => {
    const chosen = [0, 0, 0, 0, 0];
    const mutations: number[] = [];
    for (let i = 5; i < 400; i++) {
      const child = genomeOf(second, i);
      const distances = parents.map((parent) => Math.hypot(...child.map((value, p) => value - parent[p]!)));
      const parent = distances.indexOf(Math.min(...distances));
      chosen[parent]! += 1;
      mutations.push(...child.map((value, p) => (value - parents[parent]![p]!) / 0.1));
    }
    // χ² with 4 degrees of freedom: above 27.9 once in 100,000.
    const expected = 395 / 5;
    expect(chosen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
    // Mean and variance of 395 × 13 standard normals, within 4.5 standard errors: a false alarm once in 70,000.
    const n = mutations.length;
    const mean = mutations.reduce((sum, m) => sum + m, 0) / n;
    const variance = mutations.reduce((sum, m) => sum + m * m, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
  });

  it("goes on from a saved state to the same bits", () => {
    const again = createStrategy("mu-plus-lambda", OPTIONS, strategy.save());
    strategy.tell({ fitness, standardError: null });
    again.tell({ fitness, standardError: null });
    expect(again.ask()).toEqual(strategy.ask());
    expect(again.save().generation).toBe(2);
  });

  it("goes on when no individual has a fitness", () => {
    const lost = createStrategy("mu-plus-lambda", OPTIONS);
    lost.tell({ fitness: new Float64Array(400).fill(NaN), standardError: null });
    expect(genomeOf(lost.ask(), 0)).toEqual(genomeOf(first, 0));
  });
});

describe("lecunNormal", () => {
  it("has biases 0 and weights of variance 1 / fan-in, truncated at two standard deviations before truncation", () => {
    const hidden = [64, 64];
    const genome = lecunNormal(hidden, key(5));
    expect(genome.subarray(0, 64).every((bias) => bias === 0)).toBe(true);
    const kernel = genome.subarray(64 + 64 + 64, 64 + 64 + 64 + 64 * 64);
    const deviation = 1 / (0.87962566 * 8);
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(Math.fround(2 * deviation));
    const variance = kernel.reduce((sum, w) => sum + w * w, 0) / kernel.length;
    // The variance of the squared weight is below 2/64²: 5 standard errors, a false alarm less than once in a million.
    expect(Math.abs(variance - 1 / 64)).toBeLessThan(5 * Math.sqrt(2 / kernel.length) * (1 / 64));
  });
});
