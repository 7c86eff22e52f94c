import { describe, expect, it } from "vitest";
import { createStrategy, genomeOf, rankByFitness } from "#engine/index.js";
import { lastLayer } from "#engine/network/layers.js";
import { kolmogorov, MAX_KOLMOGOROV, MAX_Z, normalCdf } from "../../statistics/statistics.js";

const HIDDEN = [4];
const PARENTS = 5;
const INDIVIDUALS = 2000;
const { bias, end } = lastLayer(HIDDEN);

/** By what each offspring is an amplified parent; null where it is none. */
function factors(amplified: number): (number | null)[] {
  const strategy = createStrategy("scaled-mu-plus-lambda", {
    seed: 3,
    hidden: HIDDEN,
    population: INDIVIDUALS,
    initialPopulation: null,
    parents: PARENTS,
    amplified,
  });
  const first = strategy.ask();
  const fitness = Float64Array.from({ length: INDIVIDUALS }, (_, i) => (i * 37) % INDIVIDUALS);
  strategy.tell({ fitness, standardError: null });
  const parents = rankByFitness(fitness)
    .slice(0, PARENTS)
    .map((individual) => genomeOf(first, individual));
  return Array.from({ length: INDIVIDUALS - PARENTS }, (_, i) => {
    const child = genomeOf(strategy.ask(), PARENTS + i);
    const parent = parents.find((one) =>
      one.every((value, p) => (p >= bias && p < end) || value === child[p]),
    );
    if (parent === undefined) return null;
    // A last bias of 0, as the first ones have, stays 0.
    const ratios = [...child.slice(bias, end)].flatMap((value, p) =>
      parent[bias + p] === 0 ? [] : [value / parent[bias + p]!],
    );
    // A rounding of f32 each.
    for (const ratio of ratios) expect(ratio / ratios[0]!).toBeCloseTo(1, 6);
    return ratios[0]!;
  });
}

describe("amplified offspring", () => {
  it("are the share that is asked for, the others being mutated", () => {
    expect(factors(0).filter((factor) => factor !== null)).toEqual([]);
    expect(factors(1).filter((factor) => factor === null)).toEqual([]);
    const n = INDIVIDUALS - PARENTS;
    const some = factors(0.3).filter((factor) => factor !== null).length;
    // Binomial: a false alarm for 5.7e-7 of all seeds.
    expect(Math.abs(some - 0.3 * n) / Math.sqrt(n * 0.3 * 0.7)).toBeLessThan(MAX_Z);
  });

  it("have a parent's function times a log-normal factor of deviation 0.7", () => {
    // A false alarm for 1e-6 of all seeds.
    const normal = Float32Array.from(factors(1), (factor) => Math.log(factor ?? NaN) / 0.7);
    expect(kolmogorov(normal, normalCdf)).toBeLessThan(MAX_KOLMOGOROV);
  });
});
