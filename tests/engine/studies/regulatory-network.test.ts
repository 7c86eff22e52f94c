import { describe, expect, it } from "vitest";
import { coinFlipUtility } from "#engine/studies/regulatory-network/coin-flips.js";
import { highest, reaching } from "#engine/studies/regulatory-network/random-networks.js";

describe("the study of the regulatory network", () => {
  it.each([
    [7, 0.1451],
    [10, 0.3444],
    [20, 0.6675],
    [32, 0.7922],
  ])("knows what the plug-in makes of 100 replicates of %i coins", (cells, utility) => {
    // The reference has four digits; half of the last is their rounding.
    expect(Math.abs(coinFlipUtility(cells, 100) - utility)).toBeLessThanOrEqual(0.00005);
  });

  it("takes the first of the highest scores and passes over those that are none", () => {
    const fitness = Float64Array.of(NaN, 0.5, 0.75, NaN, 0.75);
    expect(highest(fitness)).toBe(2);
    expect(reaching(fitness, 0.5)).toEqual([1, 2, 4]);
  });
});
