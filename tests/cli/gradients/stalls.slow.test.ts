import { describe, expect, it } from "vitest";
import { diagnosisOf, STALLS } from "../../support/diagnosed-stalls.js";

describe("the first stall", () => {
  it("learns nothing in 500 generations: .190931 and a gradient of exactly 0 in every fifth", async () => {
    const { generations } = await diagnosisOf(STALLS.first, "--every", "5", "--pairs", "1");
    expect(generations).toHaveLength(101);
    expect(new Set(generations.map(({ softUtility }) => softUtility!.toFixed(6)))).toEqual(
      new Set(["0.190931"]),
    );
    expect(new Set(generations.map(({ pathwise }) => pathwise!.norm))).toEqual(new Set([0]));
  }, 120_000);
});

describe("the stall on the plateau", () => {
  it("has gradients of exactly 0 from generation 5 to 199, of which the clip is the cause", async () => {
    const { generations, verdict } = await diagnosisOf(STALLS.plateau, "--every", "1", "--pairs", "1");
    expect(generations).toHaveLength(200);
    const zero = generations.filter(({ pathwise }) => pathwise!.norm === 0);
    expect(zero.map(({ generation }) => generation)).toEqual(Array.from({ length: 195 }, (_, i) => i + 5));
    for (const { utility, adjoint, score } of zero) {
      // The plateau, 0.67, less four times the most that utilities of 100 replicates scatter by, 0.023.
      expect(utility).toBeGreaterThan(0.578);
      expect(adjoint.norms.at(-1)).toBeGreaterThan(0);
      expect(score!.norm).toBeGreaterThan(0);
    }
    expect(verdict.causes.map(({ cause }) => cause)).toEqual([
      "fates-thresholded",
      "clip-closed",
      "kernel-blind",
    ]);
  }, 120_000);
});
