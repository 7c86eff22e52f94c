import { describe, expect, it } from "vitest";
import { restingPatterns, ruleOf, unsettledCells } from "#engine/studies/evolution/rule.js";
import { episodesOf, settlingOf } from "#engine/studies/evolution/settling.js";
import { shareOf } from "#engine/studies/evolution/shares.js";

const LATERAL_INHIBITION = { none: true, half: true, all: false };
const EXCLUSIVE_OR = { none: false, half: true, all: false };
const HALF = [0.5];

describe("the rule of a regulatory function", () => {
  it("is what it makes of neighbours that are off, half on and on", () => {
    expect(ruleOf((average) => 0.75 - average)).toEqual(LATERAL_INHIBITION);
    expect(ruleOf((average) => 0.25 - Math.abs(average - 0.5))).toEqual(EXCLUSIVE_OR);
  });

  it("of lateral inhibition with one neighbour enough leaves the maximal independent sets: Padovan's numbers", () => {
    const onlyNone = { none: true, half: false, all: false };
    const lengths = [2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(lengths.map((cells) => restingPatterns(cells, onlyNone).length)).toEqual([
      2, 2, 3, 4, 5, 7, 9, 12, 16,
    ]);
    for (const pattern of restingPatterns(7, onlyNone)) {
      expect(pattern).not.toContain("11");
      expect(`0${pattern}0`).not.toContain("000");
    }
  });

  it("of lateral inhibition with both needed leaves the complements of these", () => {
    const complement = (pattern: string): string =>
      pattern.replace(/./g, (fate) => (fate === "1" ? "0" : "1"));
    const onlyNone = restingPatterns(7, { none: true, half: false, all: false });
    expect(restingPatterns(7, LATERAL_INHIBITION)).toEqual(onlyNone.map(complement).sort());
  });

  it("of the exclusive or leaves all cells off, and one pattern of period 3 on lines of 3k + 1 cells", () => {
    for (let cells = 2; cells <= 13; cells++) {
      const period = "011".repeat(cells).slice(0, cells);
      const expected = ["0".repeat(cells), ...(cells % 3 === 1 ? [period] : [])];
      expect(restingPatterns(cells, EXCLUSIVE_OR)).toEqual(expected);
    }
  });

  it("says which cells it would change", () => {
    expect(unsettledCells("0110", EXCLUSIVE_OR)).toEqual([false, false, false, false]);
    // The last two lose what held them on: each has both or neither of its neighbours on.
    expect(unsettledCells("0111", EXCLUSIVE_OR)).toEqual([false, false, true, true]);
  });
});

describe("how replicates settle", () => {
  // Two cells of three replicates at four times.
  const trajectories = {
    cells: 2,
    replicates: 3,
    times: [0, 1, 2, 3],
    states: Float32Array.of(
      ...[0, 0, 0.5, 0, 0.6, 0.4, 0.4, 1],
      ...[0, 0, 0, 1, 0, 1, 0, 1],
      ...[0, 0, 0, 0, 0, 0, 0, 0],
    ),
  };

  it("is told by the patterns that each comes through", () => {
    expect(episodesOf(trajectories, 0, HALF)).toEqual([
      { from: 0, pattern: "00" },
      { from: 1, pattern: "10" },
      { from: 3, pattern: "01" },
    ]);
  });

  it("is summed up by the shares of the patterns, when each has its last, and what the middle one comes through", () => {
    expect(settlingOf(trajectories, HALF, 2)).toEqual({
      times: [0, 1, 2, 3],
      shares: [
        { pattern: "00", shares: [1, 1 / 3, 1 / 3, 1 / 3] },
        { pattern: "01", shares: [0, 1 / 3, 1 / 3, 2 / 3] },
      ],
      settled: [0, 1, 3],
      typical: [
        { from: 0, pattern: "00" },
        { from: 1, pattern: "01" },
      ],
    });
  });

  it("is measured by the share that ends in some patterns", () => {
    const patterns = [
      { pattern: "01", count: 5 },
      { pattern: "11", count: 2 },
      { pattern: "00", count: 1 },
    ];
    expect(shareOf({ patterns, replicates: 8 }, ["11", "00", "10"])).toBe(3 / 8);
  });
});
