import { describe, expect, it } from "vitest";
import { packPatterns } from "#kernels/index.js";
import { ensembleMeasures, ensembleOfPatterns } from "#engine/index.js";
import { scoreWeights } from "#engine/gradient/score-weights.js";

function weightsOf(patterns: readonly string[]): Float64Array | null {
  const ensemble = ensembleOfPatterns(patterns, 2);
  return scoreWeights(packPatterns(patterns, ensemble.layout), ensemble, "plug-in");
}

describe("the weights of the score function", () => {
  it("are what the utility loses without each replicate", () => {
    const patterns = ["0101", "0101", "1010", "0111", "0101", "0000", "1010"];
    const utility = (some: readonly string[]): number =>
      ensembleMeasures(ensembleOfPatterns(some, 2)).utility ?? NaN;
    const expected = patterns.map((_, r) => utility(patterns) - utility(patterns.toSpliced(r, 1)));
    weightsOf(patterns)!.forEach((weight, r) => {
      // Entropies of f64, summed over seven replicates.
      expect(Math.abs(weight - expected[r]!)).toBeLessThan(1e-14);
    });
  });

  it("are 0 where all replicates have the same pattern, and none where there is only one", () => {
    expect([...weightsOf(["0110", "0110", "0110"])!]).toEqual([0, 0, 0]);
    expect(weightsOf(["0110"])).toBeNull();
  });
});
