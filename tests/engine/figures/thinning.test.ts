import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinnedHistory } from "#engine/figures/history.js";
import { everyNth } from "#engine/figures/thinning.js";
import { generation } from "../../support/figure-records.js";

const histories = fc
  .array(fc.option(fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 1, maxLength: 400 })
  .map((bests) => bests.map((best, i) => generation(i, best)));

describe("thinnedHistory", () => {
  it("keeps the order, the ends and every extreme, within the number that is asked for", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 4, max: 100 }), (history, most) => {
        const { drawn } = thinnedHistory(history, most);
        const generations = drawn.map((record) => record.generation);
        expect(drawn.length).toBeLessThanOrEqual(most);
        expect([...generations].sort((a, b) => a - b)).toEqual(generations);
        expect(drawn[0]).toBe(history[0]);
        expect(drawn.at(-1)).toBe(history.at(-1));
        const extremes = (records: typeof history): number[] => {
          const bests = records.flatMap(({ best }) => best ?? []);
          return [Math.min(...bests), Math.max(...bests)];
        };
        expect(extremes([...drawn])).toEqual(extremes(history));
      }),
    );
  });

  it("says so only where something was left out", () => {
    const history = Array.from({ length: 20 }, (_, i) => generation(i, i / 20));
    expect(thinnedHistory(history, 20)).toEqual({ drawn: history, leftOut: "" });
    expect(thinnedHistory(history, 10).leftOut).toBe("Of 20 generations, 10 are drawn.");
  });
});

describe("everyNth", () => {
  it("is evenly spaced, from 0, and no more than asked for", () => {
    expect(everyNth(10, 4)).toEqual([0, 3, 6, 9]);
    expect(everyNth(4, 4)).toEqual([0, 1, 2, 3]);
    expect(everyNth(0, 4)).toEqual([]);
  });
});
