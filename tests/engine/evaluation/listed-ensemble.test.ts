import { describe, expect, it } from "vitest";
import { ensembleOfPatterns, ensembleOfReport } from "#engine/index.js";

describe("the ensemble of measures that list their patterns", () => {
  const patterns = [
    { pattern: "110", count: 3 },
    { pattern: "001", count: 2 },
    { pattern: "101", count: 1 },
  ];

  it("is that of the replicates", () => {
    const replicates = patterns.flatMap(({ pattern, count }) => new Array<string>(count).fill(pattern));
    expect(ensembleOfReport({ patterns, fates: 2 })).toEqual(ensembleOfPatterns(replicates, 2));
  });

  it("takes no longer for a million replicates", () => {
    const many = patterns.map((one) => ({ ...one, count: 1_000_000 * one.count }));
    expect(ensembleOfReport({ patterns: many, fates: 2 })?.distinct.counts).toEqual(
      ensembleOfReport({ patterns, fates: 2 })?.distinct.counts.map((count) => 1_000_000 * count),
    );
  });

  it("is unknown where not all are listed", () => {
    expect(ensembleOfReport({ patterns, patternsLeftOut: 1, fates: 2 })).toBeUndefined();
  });
});
