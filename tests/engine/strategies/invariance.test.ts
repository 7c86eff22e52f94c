import { describe, expect, it } from "vitest";
import { type Key, normals } from "#kernels/index.js";
import { STRATEGIES, type StrategyState } from "#engine/index.js";
import { genomesOf, OBJECTIVES, spaceAt, step, strategyIn } from "../../support/objectives.js";

const PARAMETERS = 10;
const START = Array.from({ length: PARAMETERS }, (_, p) => 1 + p / 8);

/** A rotation of ten dimensions, a row an axis: the standard axes turned in every plane. */
const ROTATION = ((): number[][] => {
  const axes: number[][] = START.map((_, i) => START.map((__, j) => (i === j ? 1 : 0)));
  for (let i = 0; i < PARAMETERS; i++) {
    for (let j = i + 1; j < PARAMETERS; j++) {
      const [cos, sin] = [Math.cos(i + 2 * j), Math.sin(i + 2 * j)];
      [axes[i], axes[j]] = [
        axes[i]!.map((value, p) => cos * value - sin * axes[j]![p]!),
        axes[i]!.map((value, p) => sin * value + cos * axes[j]![p]!),
      ];
    }
  }
  return axes;
})();

/** R·v */
const turned = (v: readonly number[]): number[] =>
  ROTATION.map((axis) => axis.reduce((sum, value, p) => sum + value * v[p]!, 0));
/** Rᵀ·v */
const turnedBack = (v: readonly number[]): number[] =>
  v.map((_, p) => ROTATION.reduce((sum, axis, i) => sum + axis[p]! * v[i]!, 0));

const meanOf = ({ arrays }: StrategyState): number[] => [...arrays["mean"]!.data];

const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));

/**
 * Largest distance, over 50 generations on the ellipsoid, between the mean of a search and that of the search of everything
 * turned, turned back: its start, its objective and its normals.
 *
 * The means are those of the state, in f64: that genomes are rounded to f32 touches a search only where it swaps two ranks,
 * which two individuals within 1e-7 of each other would take; here none are.
 */
function distanceWhenTurned(options: { name: string; [option: string]: unknown }): number {
  const plain = strategyIn(spaceAt(START), { population: 12, ...options });
  const rotated = strategyIn(
    spaceAt(turned(START)),
    { population: 12, ...options },
    { normals: (key: Key, count, stream) => turned([...normals(key, count, stream)]) },
  );
  let distance = 0;
  for (let generation = 0; generation < 50; generation++) {
    step(plain, OBJECTIVES.ellipsoid);
    step(rotated, (x) => OBJECTIVES.ellipsoid(turnedBack(x)));
    const back = turnedBack(meanOf(rotated.save()));
    distance = Math.max(distance, largest(meanOf(plain.save()).map((value, p) => value - back[p]!)));
  }
  return distance;
}

describe("rotation", () => {
  it.each([{ name: "cma-es" }, { name: "cma-es", active: false }, { name: "xnes" }])(
    "of start, objective and normals rotates all that %o does, to 1e-6 over 50 generations",
    (options) => {
      expect(distanceWhenTurned(options)).toBeLessThan(1e-6);
    },
  );

  it.each([{ name: "cma-es", covariance: "separable" }, { name: "snes" }, { name: "openai-es" }])(
    "is not the same to %o, which knows its axes",
    (options) => {
      expect(distanceWhenTurned(options)).toBeGreaterThan(1e-3);
    },
  );
});

describe.each(STRATEGIES)("the strategy $name", ({ name }) => {
  it("does the same elsewhere when start and objective are moved", () => {
    const shift = 4;
    // Of this seed, no two individuals are so near each other in fitness that rounding swaps them.
    const here = strategyIn(spaceAt(START), { name }, { seed: 2 });
    const there = strategyIn(spaceAt(START.map((value) => value + shift)), { name }, { seed: 2 });
    for (let generation = 0; generation < 30; generation++) {
      const moved = genomesOf(there).map((genome) => genome.map((value) => value - shift));
      const differences = genomesOf(here).map((genome, i) =>
        largest(genome.map((value, p) => value - moved[i]![p]!)),
      );
      // Numbers up to 16 are rounded to f32 by at most 5e-7, once a generation where genomes are bred from genomes.
      expect(largest(differences)).toBeLessThan(30 * 5e-7);
      step(here, OBJECTIVES.sphere);
      step(there, (x) => OBJECTIVES.sphere(x.map((value) => value - shift)));
    }
  });

  it("goes on to the same bits from the state of every generation", () => {
    let strategy = strategyIn(spaceAt(START), { name });
    const whole = strategyIn(spaceAt(START), { name });
    for (let generation = 0; generation < 12; generation++) {
      strategy = strategyIn(spaceAt(START), { name }, { saved: strategy.save() });
      expect(strategy.ask()).toEqual(whole.ask());
      expect(strategy.save()).toEqual(whole.save());
      for (const one of [strategy, whole]) step(one, OBJECTIVES.ellipsoid);
    }
  });
});

// Of its starts, one that follows gradients remembers how good they were.
const BY_RANK = STRATEGIES.filter((definition) => definition.gradient === undefined);
describe.each(BY_RANK)("the strategy $name", ({ name }) => {
  it("does the same, bit for bit, whatever rising function is applied to fitness", () => {
    const plain = strategyIn(spaceAt(START), { name });
    const risen = strategyIn(spaceAt(START), { name });
    for (let generation = 0; generation < 50; generation++) {
      step(plain, OBJECTIVES.rosenbrock);
      step(risen, OBJECTIVES.rosenbrock, (fitness) => 3 - Math.log(1 - fitness) / 7);
      expect(risen.save()).toEqual(plain.save());
    }
  });
});

describe("fitness by its own size", () => {
  it.each([
    { name: "snes", shaping: "standardised" },
    { name: "scaled-mu-plus-lambda", averaging: true },
  ])("is what %o goes by, which a rising function changes", (options) => {
    const plain = strategyIn(spaceAt(START), options);
    const risen = strategyIn(spaceAt(START), options);
    for (let generation = 0; generation < 6; generation++) {
      // As noisy as what is searched for: the same genome has another fitness in each generation.
      const noisy = (x: readonly number[]): number => OBJECTIVES.sphere(x) * (1 + ((generation * 7) % 5));
      step(plain, noisy);
      step(risen, noisy, (fitness) => 3 - Math.log(1 - fitness) / 7);
    }
    expect(risen.save()).not.toEqual(plain.save());
  });
});
