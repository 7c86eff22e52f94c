import { describe, expect, it } from "vitest";
import { pathOf } from "#engine/figures/landscape-path.js";
import { generation } from "../../support/figure-records.js";

/** A generation whose best individual has this patterning entropy. */
function withEntropy(patternEntropy: number | null): Parameters<typeof pathOf>[0][number] {
  return { ...generation(0, 0.5), patternEntropy };
}

describe("pathOf", () => {
  it("has the rarer fate's ratio, by which H2 gives the patterning entropy back", () => {
    for (const ratio of [0, 1 / 7, 2 / 7, 3 / 7, 0.5]) {
      const entropy = ratio === 0 ? 0 : -ratio * Math.log2(ratio) - (1 - ratio) * Math.log2(1 - ratio);
      // H2 is flat at ½: an error of a unit in the last place of 1 moves p by 1e-8.
      expect(pathOf([withEntropy(entropy)])[0]?.fateRatio).toBeCloseTo(ratio, 7);
    }
  });

  it("is at ½ above a bit, and has no point where there is no entropy or no pattern", () => {
    expect(pathOf([withEntropy(1.5)])[0]?.fateRatio).toBe(0.5);
    expect(pathOf([withEntropy(null), { ...generation(0, 0.5), distinctPatterns: 0 }])).toEqual([]);
  });
});
