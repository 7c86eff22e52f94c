import { describe, expect, it } from "vitest";
import { costQuantile, empiricalDistribution } from "#engine/analysis/empirical-distribution.js";

describe("the empirical distribution", () => {
  it("rises by a run's share at the cost of each", () => {
    expect(empiricalDistribution([30, 10, 20, 40])).toEqual([
      { cost: 10, share: 0.25 },
      { cost: 20, share: 0.5 },
      { cost: 30, share: 0.75 },
      { cost: 40, share: 1 },
    ]);
  });

  it("rises once by the shares of all runs of the same cost", () => {
    expect(empiricalDistribution([5, 5, 5, 9])).toEqual([
      { cost: 5, share: 0.75 },
      { cost: 9, share: 1 },
    ]);
  });

  it("ends below 1 where a run never reached its target", () => {
    expect(empiricalDistribution([Infinity, 7, Infinity, 3])).toEqual([
      { cost: 3, share: 0.25 },
      { cost: 7, share: 0.5 },
    ]);
    expect(empiricalDistribution([Infinity])).toEqual([]);
    expect(empiricalDistribution([])).toEqual([]);
  });
});

describe("a quantile of costs", () => {
  it("is the least cost by which the share had been reached", () => {
    const costs = [40, 10, 30, 20];
    expect([0.25, 0.5, 0.51, 0.75, 1].map((share) => costQuantile(costs, share))).toEqual([
      10, 20, 30, 30, 40,
    ]);
    expect(costQuantile([3], 0.25)).toBe(3);
  });

  it("is Infinity where fewer ever reached the target, and a number where enough did", () => {
    const costs = [1, Infinity, 2, Infinity];
    expect([0.25, 0.5, 0.75].map((share) => costQuantile(costs, share))).toEqual([1, 2, Infinity]);
    expect(costQuantile([], 0.5)).toBe(Infinity);
  });
});
