import { describe, expect, it } from "vitest";
import { STRATEGIES } from "#engine/index.js";
import { genomesOf, OBJECTIVES, spaceAround, step, strategyIn } from "../../support/objectives.js";

const START = [1, 1, 1, 1, 1];
const INVALID = [NaN, Infinity, -Infinity];

describe.each(STRATEGIES)("the strategy $name", ({ name }) => {
  it("takes NaN and either infinity as the same: worse than any number, however low", () => {
    const states = [...INVALID, -1e300].map((bad) => {
      const strategy = strategyIn(spaceAround(START), { name });
      for (let generation = 0; generation < 4; generation++) {
        const values = genomesOf(strategy).map(OBJECTIVES.sphere);
        // One individual, so that ranks say nothing of those that share a fitness.
        const fitness = Float64Array.from(values, (value, i) => (i === 2 ? bad : -value));
        strategy.tell({ fitness, standardError: null });
      }
      return strategy.save();
    });
    for (const state of states) expect(state).toEqual(states[0]);
  });

  it("goes on through storms of invalid fitness, whole generations of it included, with finite genomes", () => {
    const strategy = strategyIn(spaceAround(START), { name });
    for (let generation = 0; generation < 60; generation++) {
      const genomes = genomesOf(strategy);
      expect(genomes.flat().every(Number.isFinite)).toBe(true);
      const fitness = Float64Array.from(genomes, (genome, i) => {
        const invalid = generation % 3 === 0 || (i * 7 + generation) % 4 !== 0;
        return invalid ? INVALID[(i + generation) % 3]! : -OBJECTIVES.sphere(genome);
      });
      strategy.tell({ fitness, standardError: null });
    }
    expect(strategy.save().generation).toBe(60);
  });

  it("draws other individuals after a generation of nothing but invalid ones", () => {
    // A start of a gradient waits for as long as its patience.
    const patience = name === "gradient" ? { population: 5, patience: 1 } : {};
    const strategy = strategyIn(spaceAround(START), { name, ...patience });
    step(strategy, OBJECTIVES.sphere);
    const before = genomesOf(strategy);
    step(strategy, () => NaN);
    expect(genomesOf(strategy).at(-1)).not.toEqual(before.at(-1));
  });
});
