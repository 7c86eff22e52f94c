import { describe, expect, it } from "vitest";
import { adamInit, adamUpdate } from "#engine/gradient/adam.js";
import { clippedByNorm, globalNorm } from "#engine/gradient/clip-norm.js";
import { settingsIn } from "#engine/gradient/curriculum.js";

describe("Adam", () => {
  const options = { learningRate: 0.01, momentum: 0.9, squareMomentum: 0.999 };

  it("moves by the learning rate at first, whatever the size of the gradient: its bias is corrected", () => {
    for (const size of [1e-4, 1, 1e4]) {
      const move = adamUpdate(options, adamInit(2), Float64Array.of(size, -size));
      // ε = 1e-8 beside a root mean square of 1e-4 at least.
      expect(move[0]! / 0.01).toBeCloseTo(1, 3);
      expect(move[1]! / 0.01).toBeCloseTo(-1, 3);
    }
  });

  it("is what its paper writes, update after update", () => {
    const state = adamInit(1);
    let [m, v] = [0, 0];
    [0.3, -0.2, 0.05, 0.7].forEach((gradient, i) => {
      const t = i + 1;
      m = 0.9 * m + 0.1 * gradient;
      v = 0.999 * v + 0.001 * gradient ** 2;
      const expected = (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
      // Roundings of f64 in another order.
      expect(adamUpdate(options, state, Float64Array.of(gradient))[0]).toBeCloseTo(expected, 14);
    });
  });
});

describe("a gradient clipped by its norm", () => {
  it("keeps its direction and has that norm, or is as it was where it is shorter", () => {
    const long = Float64Array.of(3, 4);
    expect(globalNorm(long)).toBe(5);
    expect([...clippedByNorm(long, 1)]).toEqual([3 / 5, 4 / 5]);
    expect(clippedByNorm(long, 5)).toBe(long);
  });
});

describe("a curriculum", () => {
  const settings = {
    estimator: "pathwise",
    fates: "sigmoid",
    clip: "exact",
    steepness: 8,
    bandwidth: 0.5,
  } as const;

  it("goes from its factors to 1 in equal ratios, and stays there", () => {
    const curriculum = { generations: 10, steepness: 0.25, bandwidth: 4, noise: 1, duration: 0.25 };
    const steepnessAt = (generation: number): number =>
      settingsIn(settings, curriculum, generation).steepness;
    expect(steepnessAt(0)).toBeCloseTo(2, 12);
    expect(steepnessAt(5)).toBeCloseTo(4, 12);
    for (const generation of [10, 11, 1000]) {
      expect(settingsIn(settings, curriculum, generation)).toEqual({ ...settings, noise: 1, duration: 1 });
    }
  });
});
