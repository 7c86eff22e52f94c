import { describe, expect, it } from "vitest";
import { genomeOf, type Strategy } from "#engine/index.js";
import { withinBounds } from "#engine/strategies/bounds.js";
import { genomesOf, OBJECTIVES, spaceAround, spaceAt, strategyIn } from "../../support/objectives.js";

const START = [1, -2, 3];

/** Tells −Σ x², and its gradient. */
function climb(strategy: Strategy): void {
  const genomes = genomesOf(strategy);
  strategy.tell({
    fitness: Float64Array.from(genomes, (genome) => -OBJECTIVES.sphere(genome)),
    standardError: null,
    gradient: Float64Array.from(genomes.flat(), (x) => -2 * x),
  });
}

const highest = (strategy: Strategy): number =>
  Math.max(...genomesOf(strategy).map((genome) => -OBJECTIVES.sphere(genome)));

describe("training by gradients", () => {
  it("climbs to the top of a quadratic, every start by itself", () => {
    const options = { name: "gradient", population: 3, learningRate: 0.1, halfLife: 40 };
    const strategy = strategyIn(spaceAround(START), options);
    for (let generation = 0; generation < 400; generation++) climb(strategy);
    for (const genome of genomesOf(strategy)) {
      // A hundred times below the first rate, which is where ten halvings leave the steps.
      for (const x of genome) expect(Math.abs(x)).toBeLessThan(1e-3);
    }
  });

  it("moves no parameter further than its rate in its first step, in units of its scale", () => {
    const space = { ...spaceAt(START), scales: Float64Array.of(1, 10, 0.1) };
    const strategy = strategyIn(space, { name: "gradient", learningRate: 0.1, clipNorm: 1 });
    climb(strategy);
    // Rounded to f32; ε = 1e-8 beside a gradient of 0.01 at least.
    genomesOf(strategy)[0]!.forEach((x, p) => {
      expect((START[p]! - x) / (space.scales[p]! * Math.sign(START[p]!))).toBeCloseTo(0.1, 4);
    });
  });

  it("leaves a start without a gradient where it is, and learns nothing from it", () => {
    const strategy = strategyIn(spaceAround(START), { name: "gradient", population: 2 });
    const before = strategy.ask();
    const gradient = Float64Array.of(NaN, 1, 1, 1, 1, 1);
    strategy.tell({ fitness: Float64Array.of(NaN, 0), standardError: null, gradient });
    expect(genomeOf(strategy.ask(), 0)).toEqual(genomeOf(before, 0));
    expect(genomeOf(strategy.ask(), 1)).not.toEqual(genomeOf(before, 1));
  });

  it("draws a start afresh that is stuck, its optimiser with it, and never the best one", () => {
    const options = { name: "gradient", population: 3, patience: 4 };
    const strategy = strategyIn(spaceAround(START), options);
    const told = { fitness: Float64Array.of(1, 3, 2), standardError: null };
    const gradient = new Float64Array(9).fill(1);
    for (let generation = 0; generation < 4; generation++) strategy.tell({ ...told, gradient });
    const before = genomesOf(strategy);
    strategy.tell({ ...told, gradient });
    const [first, second, third] = genomesOf(strategy);
    // A step of Adam is 0.03 here, and fresh starts lie further apart than that.
    const moved = (genome: number[], i: number): number =>
      Math.max(...genome.map((x, p) => Math.abs(x - before[i]![p]!)));
    expect(moved(second!, 1)).toBeLessThan(0.031);
    expect(Math.min(moved(first!, 0), moved(third!, 2))).toBeGreaterThan(0.031);
    const { arrays } = strategy.save();
    expect([...arrays["momentumPowers"]!.data].map((power) => power === 1)).toEqual([true, false, true]);
  });

  it("goes on from a saved state to the same bits, moments and all", () => {
    const options = { name: "gradient", population: 2, patience: 5, halfLife: 7 };
    const whole = strategyIn(spaceAround(START), options);
    let parts = strategyIn(spaceAround(START), options);
    for (let generation = 0; generation < 12; generation++) {
      parts = strategyIn(spaceAround(START), options, { saved: parts.save() });
      climb(whole);
      climb(parts);
      expect(parts.save()).toEqual(whole.save());
    }
  });

  it("climbs within bounds as well, where genomes are mirrored at them", () => {
    // The optimum of this start is reached on the mirrored side only if the gradient is turned there.
    const inner = strategyIn(spaceAt([2.5, -2.5, 0.5]), { name: "gradient", learningRate: 0.05 });
    const bounded = withinBounds(inner, [-1, 1]);
    for (let generation = 0; generation < 200; generation++) climb(bounded);
    expect(highest(bounded)).toBeGreaterThan(-1e-2);
  });
});
