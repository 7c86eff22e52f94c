import { describe, expect, it } from "vitest";
import { type Candidate, updateCandidates } from "#engine/evolution/candidates.js";

/** A population of genomes of one parameter each. */
const populationOf = (...parameters: number[]) => ({
  individuals: parameters.length,
  genomes: Float32Array.from(parameters),
});
const update = (
  before: readonly Candidate[],
  genomes: number[],
  fitness: number[],
  generation: number,
  limit = 5,
) => updateCandidates(before, populationOf(...genomes), Float64Array.from(fitness), generation, limit);
const shown = (candidates: readonly Candidate[]) =>
  candidates.map(({ genome, fitness, generation }) => [genome[0], fitness, generation]);

describe("candidates for champion", () => {
  it("are the best distinct genomes, best first, each once", () => {
    const candidates = update([], [1, 2, 1, 3], [0.5, 0.7, 0.6, 0.1], 0, 3);
    expect(shown(candidates)).toEqual([
      [2, 0.7, 0],
      [1, 0.6, 0],
      [3, 0.1, 0],
    ]);
  });

  it("never include individuals without a fitness", () => {
    expect(shown(update([], [1, 2, 3], [NaN, 0.2, NaN], 0))).toEqual([[2, 0.2, 0]]);
    expect(update([], [1, 2], [NaN, NaN], 0)).toEqual([]);
  });

  it("carry their latest fitness, not their luckiest", () => {
    const before = update([], [1, 2], [0.9, 0.3], 0);
    expect(shown(update(before, [1, 2], [0.4, 0.5], 1))).toEqual([
      [2, 0.5, 1],
      [1, 0.4, 1],
    ]);
  });

  it("outlive their generation by ten, unless they are scored again without success", () => {
    const before = update([], [1, 2], [0.9, 0.8], 0);
    const later = update(before, [2, 3], [NaN, 0.1], 9);
    expect(shown(later)).toEqual([
      [1, 0.9, 0],
      [3, 0.1, 9],
    ]);
    expect(shown(update(before, [3], [0.1], 10))).toEqual([[3, 0.1, 10]]);
  });

  it("are copies, so that the population may change", () => {
    const population = populationOf(1);
    const [candidate] = updateCandidates([], population, Float64Array.of(0.5), 0, 1);
    population.genomes[0] = 2;
    expect(candidate!.genome[0]).toBe(1);
  });
});
