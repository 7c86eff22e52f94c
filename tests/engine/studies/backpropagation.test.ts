import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "#engine/index.js";
import { exceedance, unlikelyCount } from "#engine/studies/backpropagation/exceedance.js";
import { attainedCase, type Race } from "#engine/studies/backpropagation/races.js";
import { RECORDED, STALL_NAMES, STALLS } from "#engine/studies/backpropagation/stalls.js";
import { STALLS as FILES } from "../../support/diagnosed-stalls.js";

describe("a stall of the study", () => {
  it.each(STALL_NAMES)("that is called %s is the one that its file configures", (name) => {
    expect(resolveConfig(STALLS[name])).toEqual(resolveConfig(parse(readFileSync(FILES[name], "utf8"))));
  });

  it.each(STALL_NAMES)("that is called %s has the recorded soft utility where all fates agree", (name) => {
    const p = 1 / (1 + Math.exp(STALLS[name].search.strategy.steepness / 2));
    const agreed = -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    expect(agreed.toFixed(6)).toBe(RECORDED[name].toString());
  });
});

/** All orders of so many runs. */
function orders(runs: readonly number[]): number[][] {
  if (runs.length === 0) return [[]];
  return runs.flatMap((first) => orders(runs.filter((run) => run !== first)).map((rest) => [first, ...rest]));
}

describe("how often fresh runs come to more than known ones", () => {
  it.each([
    [3, 2],
    [2, 4],
    [5, 1],
  ])("is the share of all orders of %d known and %d fresh ones in which they do", (known, fresh) => {
    const all = orders(Array.from({ length: known + fresh }, (_, rank) => rank));
    for (let count = 1; count <= fresh; count++) {
      const exceeding = all.filter((ranks) => {
        const highest = Math.max(...ranks.slice(0, known));
        return ranks.slice(known).filter((rank) => rank > highest).length >= count;
      });
      // A product of at most four quotients in f64.
      expect(exceedance(known, fresh, count)).toBeCloseTo(exceeding.length / all.length, 14);
    }
  });

  it("gives the least count that is rarer than an alarm, and all where none is", () => {
    const count = unlikelyCount(20, 20, 1e-3);
    expect(exceedance(20, 20, count)).toBeLessThanOrEqual(1e-3);
    expect(exceedance(20, 20, count - 1)).toBeGreaterThan(1e-3);
    expect(unlikelyCount(1, 2, 1e-3)).toBe(2);
  });
});

describe("a race as a case of a comparison", () => {
  const race = (...costs: readonly number[]): Race => ({ label: "gradients", costs });

  it("counts a search that spent its budget among all, and has no median where most did", () => {
    expect(attainedCase(race(3e7, Infinity, 1e7))).toMatchObject({
      runs: 3,
      cellSteps: { median: 3e7 },
      distribution: [
        { cost: 1e7, share: 1 / 3 },
        { cost: 3e7, share: 2 / 3 },
      ],
    });
    expect(attainedCase(race(Infinity, 1e7, Infinity)).cellSteps.median).toBeNull();
  });
});
