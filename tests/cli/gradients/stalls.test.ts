import { describe, expect, it } from "vitest";
import { diagnosisOf, STALLS } from "../../support/diagnosed-stalls.js";

/** H2(sigmoid(−steepness/2)) bits: what soft fates of hard ones read where all cells agree. */
function allAgree(steepness: number): number {
  const p = 1 / (1 + Math.exp(steepness / 2));
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

describe("the first stall", () => {
  it("has a soft utility of .190931, gradients of exactly 0, and its causes by name", async () => {
    const short = ["--set", "search.stop.generations=5", "--every", "1", "--pairs", "1"];
    const { generations, verdict } = await diagnosisOf(STALLS.first, ...short);
    expect(generations.map(({ generation }) => generation)).toEqual([0, 1, 2, 3, 4]);
    for (const { softUtility, utility, pathwise, score, adjoint, kernel } of generations) {
      // A sum over 700 fates in f64.
      expect(Math.abs(softUtility! - allAgree(7))).toBeLessThan(1e-12);
      expect(softUtility!.toFixed(6)).toBe("0.190931");
      expect([utility, pathwise?.norm, score?.norm]).toEqual([0, 0, 0]);
      expect(adjoint.norms.at(-1)).toBeGreaterThan(0);
      expect(adjoint.norms[0]).toBe(0);
      expect(kernel).toEqual({ mean: 1, gradientLeft: null });
    }
    expect(verdict.healthy).toBe(false);
    expect(verdict.causes.map(({ cause }) => cause)).toEqual(["fates-thresholded", "clip-closed"]);
    expect(verdict.text).toContain("exactly 0 in 5 of 5 generations, first in generation 0");
  });
});

describe("the stall on the plateau", () => {
  it("begins at a soft utility of .387414 and comes to gradients of exactly 0 on the plateau", async () => {
    const short = ["--set", "search.stop.generations=9", "--pairs", "1"];
    const { generations, verdict } = await diagnosisOf(STALLS.plateau, ...short);
    const [start] = generations;
    expect(Math.abs(start!.softUtility! - allAgree(5))).toBeLessThan(1e-12);
    expect(start!.softUtility!.toFixed(6)).toBe("0.387414");
    expect(start!.pathwise!.norm).toBeGreaterThan(0);
    const [six, eight] = generations.slice(-2);
    expect([six!.generation, eight!.generation]).toEqual([6, 8]);
    for (const { utility, pathwise, score, kernel } of [six!, eight!]) {
      expect(utility).toBeGreaterThan(0.65);
      expect(pathwise!.norm).toBe(0);
      expect(score!.norm).toBeGreaterThan(0);
      // At e^−144 a differing cell, over the square of the bandwidth.
      expect(kernel.gradientLeft).toBeLessThan(1e-55);
    }
    const causes = verdict.causes.map(({ cause }) => cause);
    expect(causes).toEqual(["fates-thresholded", "kernel-blind"]);
    expect(verdict.causes[1]!.text).toContain("e^−144");
  });
});
