import { describe, expect, it } from "vitest";
import { attainmentFigure, type AttainedCase } from "#cli/output/attainment-figure.js";

describe("the figure of a comparison", () => {
  const drawn: AttainedCase = {
    ...{ case: "a<b&c", condition: null, target: 0.98, runs: 4 },
    cellSteps: { lower: 1e6, median: 2e7, upper: null },
    distribution: [
      { cost: 1e6, share: 0.25 },
      { cost: 2e7, share: 0.5 },
    ],
  };

  /** The names of open elements, each end checked against its beginning; text may hold no bare & or <. */
  function expectWellFormed(svg: string): void {
    const open: string[] = [];
    for (const [, end, name, empty, text] of svg.matchAll(
      /<(\/?)([a-z]+)(?:\s[a-z:-]+="[^"<&]*")*\s*(\/?)>|([^<]+)/gi,
    )) {
      if (text !== undefined) expect(text).not.toMatch(/&(?!(amp|lt|gt);)/);
      else if (end === "/") expect(open.pop()).toBe(name);
      else if (empty !== "/") open.push(name!);
    }
    expect(open).toEqual([]);
    expect(svg.replaceAll(/<(\/?)([a-z]+)(?:\s[a-z:-]+="[^"<&]*")*\s*(\/?)>/gi, "")).not.toContain("<");
  }

  it("is well formed and says of each case how many runs reached the target, and when half of all had", () => {
    const svg = attainmentFigure([drawn]);
    expectWellFormed(svg);
    expect(svg).toContain("a&lt;b&amp;c: 2 of 4 runs reached 0.98, half of all after 2.00e7 cell-steps");
  });

  it("has a step at the cost of each run, on a logarithmic axis of whole decades", () => {
    // Decades 6 … 8 on 560 pixels from 70 on; a quarter of 300 pixels up from 345.
    const across = (cost: number): number => Number((70 + (560 * (Math.log10(cost) - 6)) / 2).toFixed(2));
    expect(attainmentFigure([drawn])).toContain(`d="M70 345H70V270H${across(2e7)}V195H630"`);
  });

  it("says so where no run reached a target", () => {
    const svg = attainmentFigure([
      { ...drawn, cellSteps: { lower: null, median: null, upper: null }, distribution: [] },
    ]);
    expectWellFormed(svg);
    expect(svg).toContain("No run reached a target.");
  });
});
