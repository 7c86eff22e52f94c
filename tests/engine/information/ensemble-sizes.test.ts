import { describe, expect, it } from "vitest";
import { ensembleMeasures } from "#engine/information/ensemble-measures.js";
import { ESTIMATOR_NAMES } from "#engine/information/entropy-estimators.js";
import { utilityStandardError } from "#engine/information/jackknife.js";
import type { PatternEnsemble } from "#engine/information/pattern-ensemble.js";
import { countPatterns, key, type PatternLayout, patternLayout, randomBits } from "#kernels/index.js";

/** R patterns of N fair coin flips, 32 cells a random word. */
function coinFlips(cells: number, replicates: number): PatternEnsemble {
  const layout = patternLayout(cells, 2);
  const { wordsPerPattern } = layout;
  const words = randomBits(key(cells), replicates * wordsPerPattern);
  const unused = wordsPerPattern * 32 - cells;
  for (let last = wordsPerPattern - 1; last < words.length; last += wordsPerPattern) {
    words[last] = (words[last]! >>> unused) << unused;
  }
  return { distinct: countPatterns(words, layout), layout };
}

/** Distinct patterns 0, 1, 2, … of 20 cells, counted as told. */
function counted(counts: number[]): PatternEnsemble {
  const layout: PatternLayout = patternLayout(20, 2);
  const words = Uint32Array.from(counts, (_, i) => i << 12);
  return { distinct: { words, counts: Uint32Array.from(counts) }, layout };
}

describe("measures of ensembles of any size", () => {
  it.each([
    [1, 1],
    [1, 1_000_000],
    [7, 1],
    [7, 1_000_000],
    [4096, 1],
    [4096, 3000],
    [32, 1_000_000],
  ])("have a value or null, never NaN or ∞, for N = %d and R = %d", (cells, replicates) => {
    const ensemble = coinFlips(cells, replicates);
    for (const estimator of ESTIMATOR_NAMES) {
      const measures = ensembleMeasures(ensemble, { estimator });
      const values = [measures, ...Object.values(measures.estimators)].flatMap((part) =>
        part === null ? [] : Object.values(part).filter((value) => typeof value === "number"),
      );
      expect(values.length).toBeGreaterThan(7);
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
      const { utility } = measures.estimators["plug-in"] ?? {};
      // Coin flips say nothing; what plug-in sees in them is at most 1 bit, and nothing of R ≫ 2ᴺ replicates.
      expect(Math.abs(utility ?? NaN)).toBeLessThanOrEqual(replicates > 2 ** (cells + 10) ? 1e-3 : 1);
    }
  });

  it("know that one cell carries no information, exactly", () => {
    expect(ensembleMeasures(["0", "1", "1"]).utility).toBe(0);
    expect(ensembleMeasures(["1"])).toMatchObject({ utility: 0, standardError: 3, patternEntropy: 0 });
  });

  it("take a million equal replicates for what they are, with ± 3/R", () => {
    const measures = ensembleMeasures(counted([1_000_000]));
    expect(measures).toMatchObject({ standardError: 3e-6, coverage: 1, reproducibilityEntropy: 0 });
  });

  it("take R replicates that all differ for log2 R bits, and NSB for no answer", () => {
    const measures = ensembleMeasures(counted(new Array<number>(1024).fill(1)));
    expect(measures.estimators["plug-in"]?.wholePatternEntropy).toBeCloseTo(10, 12);
    expect(measures).toMatchObject({ coverage: 0, estimators: { nsb: null } });
  });

  it(
    "are found for a million replicates with as many distinct counts as there can be",
    { timeout: 20_000 },
    () => {
      // 1 + 2 + … + 1413 = 999,000. An integral a count would take a minute; all of them together take 0.1 s.
      const ensemble = counted(Array.from({ length: 1413 }, (_, i) => i + 1));
      const [plugIn, nsb] = (["plug-in", "nsb"] as const).map((name) => utilityStandardError(ensemble, name));
      // Well sampled, so both estimate the same from the same counts, to the order of K/R = 1.4e-3.
      expect(Math.abs((nsb ?? NaN) / (plugIn ?? NaN) - 1)).toBeLessThan(0.01);
    },
  );
});
