import { describe, expect, it } from "vitest";
import { type ShapingName, utilities } from "#engine/strategies/shaping.js";

const FITNESS = Float64Array.of(3, NaN, 10, -2, 3.5, Infinity, 0);
const NAMES: readonly ShapingName[] = ["log-rank", "centred-rank", "standardised"];

describe("the shaping of fitness", () => {
  it.each(NAMES)(
    "%s gives utilities that add up to 0 and rise with fitness, the invalid ones last",
    (name) => {
      const shaped = utilities(name, FITNESS);
      // Of seven numbers below 1, each rounded.
      expect(Math.abs(shaped.reduce((sum, utility) => sum + utility, 0))).toBeLessThan(1e-15);
      const order = [1, 3, 6, 0, 4, 2].map((individual) => shaped[individual]!);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(shaped[2]).toBe(Math.max(...shaped));
      expect(Math.min(...shaped)).toBe(Math.min(shaped[1]!, shaped[5]!));
    },
  );

  it("log-rank are the numbers of the paper: max(0, ln(λ/2 + 1) − ln k), scaled, less 1/λ", () => {
    const raw = [1, 2, 3, 4].map((k) => Math.max(0, Math.log(3) - Math.log(k)));
    const sum = raw.reduce((total, value) => total + value, 0);
    const shaped = utilities("log-rank", Float64Array.of(4, 3, 2, 1));
    raw.forEach((value, k) => expect(shaped[k]).toBeCloseTo(value / sum - 1 / 4, 14));
  });

  it("centred-rank are evenly spread, ±½ at the ends, over λ", () => {
    expect([...utilities("centred-rank", Float64Array.of(9, 5, 7, 1, 3))]).toEqual(
      [0.5, 0, 0.25, -0.5, -0.25].map((utility) => utility / 5),
    );
  });

  it("standardised are fitness in standard deviations, over λ, and 0 where all are equal", () => {
    const shaped = utilities("standardised", Float64Array.of(1, 3, 5, 7));
    [-3, -1, 1, 3].forEach((value, i) => expect(shaped[i]).toBeCloseTo(value / Math.sqrt(5) / 4, 14));
    expect([...utilities("standardised", Float64Array.of(2, 2, 2))]).toEqual([0, 0, 0]);
  });
});
