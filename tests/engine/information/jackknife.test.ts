import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensembleMeasures } from "#engine/information/ensemble-measures.js";
import { ESTIMATOR_NAMES } from "#engine/information/entropy-estimators.js";
import { leaveOneOutUtilities, utilityStandardError } from "#engine/information/jackknife.js";
import { ensembleOfPatterns } from "#engine/information/pattern-ensemble.js";
import { key, patternString, randomBits } from "#kernels/index.js";

const SEED = 1958;

describe("the jackknife of the utility", () => {
  it("is the utility of the ensemble without one replicate, computed the long way", () => {
    const digits = fc.string({ unit: fc.constantFrom("0", "1", "2"), minLength: 4, maxLength: 4 });
    const ensembles = fc
      .array(digits, { minLength: 2, maxLength: 5 })
      .chain((some) => fc.array(fc.constantFrom(...some), { minLength: 2, maxLength: 20 }));
    fc.assert(
      fc.property(ensembles, fc.constantFrom(...ESTIMATOR_NAMES), (patterns, estimator) => {
        const ensemble = ensembleOfPatterns(patterns, 3);
        const { distinct, layout } = ensemble;
        const longWay = Array.from(distinct.counts, (_, d) => {
          const left = [...patterns];
          left.splice(left.indexOf(patternString(distinct.words, d, layout)), 1);
          return ensembleMeasures(left, { fates: 3, estimator }).utility;
        });
        const grouped = leaveOneOutUtilities(ensemble, estimator);
        if (longWay.includes(null)) expect(grouped).toBeNull();
        else if (estimator !== "nsb") expect([...(grouped ?? [])]).toEqual(longWay);
        // One integral for all of them, whose nodes may end at e⁻²¹ of the weight: see nsbEntropiesWithoutOne.
        else longWay.forEach((utility, d) => expect(grouped?.[d]).toBeCloseTo(utility ?? NaN, 8));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("gives 3/R where all replicates agree", () => {
    expect(utilityStandardError(ensembleOfPatterns(new Array<string>(100).fill("0101")))).toBe(0.03);
    expect(utilityStandardError(ensembleOfPatterns(["0101"]))).toBe(3);
  });

  it("has no value where the estimator has none without some replicate", () => {
    // One coincidence only: without either of the two there is none.
    expect(utilityStandardError(ensembleOfPatterns(["00", "00", "01", "10"]), "nsb")).toBeNull();
  });

  it("agrees with the spread of the utility over independent ensembles", () => {
    // Five patterns with probabilities 8, 4, 2, 1, 1 of 16; R = 400, 400 ensembles.
    const patterns = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4].map(
      (i) => ["0101010", "1010101", "0110110", "1001011", "0010101"][i]!,
    );
    const [replicates, ensembles] = [400, 400];
    const bits = randomBits(key(SEED), replicates * ensembles);
    let [sum, squares, errors] = [0, 0, 0];
    for (let e = 0; e < ensembles; e++) {
      const drawn = Array.from(
        bits.subarray(e * replicates, (e + 1) * replicates),
        (w) => patterns[w >>> 28]!,
      );
      const { utility, standardError } = ensembleMeasures(drawn);
      sum += utility ?? NaN;
      squares += (utility ?? NaN) ** 2;
      errors += standardError ?? NaN;
    }
    const spread = Math.sqrt((squares - sum ** 2 / ensembles) / (ensembles - 1));
    // The spread of 400 values is known to 1/√800 = 3.5 %; four of those, a false alarm in 16,000 seeds.
    expect(Math.abs(errors / ensembles / spread - 1)).toBeLessThan(4 / Math.sqrt(2 * ensembles));
  });

  it("is Miller–Madow's for Grassberger, whose own would be sevenfold the spread on coin flips of 7 cells", () => {
    const [replicates, ensembles] = [3000, 100];
    const bits = randomBits(key(SEED), replicates * ensembles);
    const measures = Array.from({ length: ensembles }, (_, e) =>
      ensembleMeasures(
        Array.from(bits.subarray(e * replicates, (e + 1) * replicates), (w) =>
          (w >>> 25).toString(2).padStart(7, "0"),
        ),
        { estimator: "grassberger" },
      ),
    );
    const utilities = measures.map(({ utility }) => utility ?? NaN);
    const mean = utilities.reduce((sum, utility) => sum + utility, 0) / ensembles;
    const squares = utilities.reduce((sum, utility) => sum + (utility - mean) ** 2, 0);
    const errors = measures.reduce((sum, { standardError }) => sum + (standardError ?? NaN), 0);
    const ratio = errors / ensembles / Math.sqrt(squares / (ensembles - 1));
    // At U = 0 the jackknife of any estimator is 1.2 to 1.5 times the spread, itself known to 7 %: four of those.
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.9);
  });
});
