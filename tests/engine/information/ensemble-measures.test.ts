import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensembleMeasures, ensembleUtility } from "#engine/information/ensemble-measures.js";
import { ESTIMATOR_NAMES } from "#engine/information/entropy-estimators.js";
import { ensembleOfPatterns } from "#engine/information/pattern-ensemble.js";

const SEED = 7041776;
/** Sums of a few hundred rounded terms of order 1. */
const ROUNDING = 1e-12;
const h2 = (p: number): number => (p === 0 || p === 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p));

/** All strings over the digits with the counts given, each once. */
function arrangements(counts: number[]): string[] {
  if (counts.every((count) => count === 0)) return [""];
  return counts.flatMap((count, digit) =>
    count === 0
      ? []
      : arrangements(counts.map((c, d) => (d === digit ? c - 1 : c))).map((rest) => digit.toString() + rest),
  );
}

/** An ensemble of 1 … 40 patterns of 1 … 9 cells with 2 … 4 fates, few enough of them to repeat. */
const ensembles = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 4 }))
  .chain(([cells, fates]) =>
    fc.record({
      fates: fc.constant(fates),
      patterns: fc
        .array(fc.array(fc.integer({ min: 0, max: fates - 1 }), { minLength: cells, maxLength: cells }), {
          minLength: 1,
          maxLength: 8,
        })
        .chain((some) =>
          fc.array(fc.constantFrom(...some.map((pattern) => pattern.join(""))), {
            minLength: 1,
            maxLength: 40,
          }),
        ),
    }),
  );

describe("ensemble measures", () => {
  it("find H2(k/N) in a sure pattern with k of N cells on, all of it positional", () => {
    for (let k = 0; k <= 7; k++) {
      const measures = ensembleMeasures(new Array<string>(50).fill("1".repeat(k).padEnd(7, "0")));
      expect(measures.utility).toBeCloseTo(h2(k / 7), 12);
      expect(measures.positionalInformation).toBeCloseTo(h2(k / 7), 12);
      expect(measures.correlationalInformation).toBe(0);
    }
    expect(ensembleMeasures(["0110110"]).utility).toBeCloseTo(0.9852281360342515, 15);
    expect(ensembleMeasures(["01010"]).patternEntropy).toBeCloseTo(0.97095, 5);
  });

  it("find no positional and 1 − 1/N bits of correlational information in two complementary patterns", () => {
    const measures = ensembleMeasures(["0101010", "1010101", "0101010", "1010101"]);
    expect(measures.patternEntropy).toBe(1);
    expect(measures.positionalInformation).toBe(0);
    expect(measures.utility).toBeCloseTo(6 / 7, 12);
    expect(measures.correlationalInformation).toBeCloseTo(6 / 7, 12);
  });

  it("find nothing in all patterns equally often", () => {
    const all = Array.from({ length: 128 }, (_, i) => i.toString(2).padStart(7, "0"));
    const measures = ensembleMeasures(all);
    for (const bits of [
      measures.utility,
      measures.positionalInformation,
      measures.correlationalInformation,
    ]) {
      expect(Math.abs(bits ?? NaN)).toBeLessThanOrEqual(ROUNDING);
    }
  });

  it.each([
    [[4, 4], 70, 0.2338],
    [[10, 10], 184_756, 0.1252],
    [[3, 3, 3], 1680, 0.3945],
  ])("find only correlational information in perfect proportioning of %j cells", (counts, number, bits) => {
    const patterns = arrangements(counts);
    expect(patterns).toHaveLength(number);
    const measures = ensembleMeasures(patterns);
    expect(Math.abs(measures.positionalInformation)).toBeLessThanOrEqual(ROUNDING);
    const cells = counts.reduce((sum, count) => sum + count, 0);
    const exact = Math.log2(counts.length) - Math.log2(number) / cells;
    expect(measures.correlationalInformation).toBeCloseTo(exact, 12);
    // The references have four decimals.
    expect(measures.correlationalInformation).toBeCloseTo(bits, 4);
  });

  it("find S_rep = 1 in eight distinct and 1/3 in two equally likely patterns of three cells", () => {
    expect(
      ensembleMeasures(arrangements([3, 0]).concat(["001", "010", "011", "100", "101", "110", "111"]))
        .reproducibilityEntropy,
    ).toBeCloseTo(1, 12);
    expect(ensembleMeasures(["010", "101"]).reproducibilityEntropy).toBeCloseTo(1 / 3, 12);
  });

  it("keep their bounds without clipping: S_rep ≤ S_cf ≤ S_pat, U = PI + CI ≤ log2 Z", () => {
    fc.assert(
      fc.property(ensembles, ({ patterns, fates }) => {
        const m = ensembleMeasures(patterns, { fates });
        expect(m.positionalInformation).toBeGreaterThanOrEqual(-ROUNDING);
        expect(m.correlationalInformation).toBeGreaterThanOrEqual(-ROUNDING);
        expect(m.reproducibilityEntropy).toBeLessThanOrEqual(m.cellEntropy + ROUNDING);
        expect(m.cellEntropy).toBeLessThanOrEqual(m.patternEntropy + ROUNDING);
        expect(m.utility).toBeLessThanOrEqual(Math.log2(fates) + ROUNDING);
        const sum = m.positionalInformation + (m.correlationalInformation ?? NaN);
        expect(Math.abs(sum - (m.utility ?? NaN))).toBeLessThanOrEqual(ROUNDING);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("do not depend, to the last bit, on the order of the replicates", () => {
    fc.assert(
      fc.property(ensembles, fc.constantFrom(...ESTIMATOR_NAMES), ({ patterns, fates }, estimator) => {
        expect(ensembleMeasures([...patterns].reverse(), { fates, estimator })).toEqual(
          ensembleMeasures(patterns, { fates, estimator }),
        );
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("do not depend on what the fates are called or which end of the line is first", () => {
    fc.assert(
      fc.property(ensembles, ({ patterns, fates }) => {
        const original = ensembleMeasures(patterns, { fates });
        const renamed = ensembleMeasures(
          patterns.map((pattern) => pattern.replace(/./g, (digit) => (fates - 1 - Number(digit)).toString())),
          { fates },
        );
        // Counts are sorted before they are summed, but the replicates' jackknife terms are not.
        expect({ ...renamed, standardError: 0 }).toEqual({ ...original, standardError: 0 });
        expect(renamed.standardError).toBeCloseTo(original.standardError ?? NaN, 12);
        const reversed = ensembleMeasures(
          patterns.map((pattern) => pattern.split("").reverse().join("")),
          { fates },
        );
        // S_cf sums the cells in the other order.
        expect(reversed.utility).toBe(original.utility);
        expect(reversed.positionalInformation).toBeCloseTo(original.positionalInformation, 12);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("count distinct patterns and the coverage 1 − f1/R", () => {
    const measures = ensembleMeasures(["00", "00", "01", "11"]);
    expect(measures).toMatchObject({ distinctPatterns: 3, coverage: 0.5, replicates: 4, cells: 2, fates: 2 });
  });

  it("have a value for a single replicate", () => {
    expect(ensembleMeasures(["0011"])).toMatchObject({
      utility: 1,
      standardError: 3,
      coverage: 0,
      estimators: { "james-stein": null, nsb: null },
    });
  });

  it("are null, not a number, where the chosen estimator has no value", () => {
    const measures = ensembleMeasures(["00", "01", "10"], { estimator: "nsb" });
    expect(measures).toMatchObject({
      utility: null,
      standardError: null,
      reproducibilityEntropy: null,
      correlationalInformation: null,
    });
    expect(measures.estimators["plug-in"]?.wholePatternEntropy).toBeCloseTo(Math.log2(3), 14);
  });

  it("agree with the cheap utility that fitness uses, to the last bit", () => {
    fc.assert(
      fc.property(ensembles, fc.constantFrom(...ESTIMATOR_NAMES), ({ patterns, fates }, estimator) => {
        const ensemble = ensembleOfPatterns(patterns, fates);
        const { utility, patternEntropy, reproducibilityEntropy } = ensembleMeasures(ensemble, { estimator });
        expect(ensembleUtility(ensemble, estimator)).toEqual({
          utility,
          patternEntropy,
          reproducibilityEntropy,
        });
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("tell 4096 cells apart by their last", () => {
    const long = "01".repeat(2048);
    const measures = ensembleMeasures([long, long, long, long.slice(0, -1) + "0"]);
    expect(measures.distinctPatterns).toBe(2);
    expect(measures.reproducibilityEntropy).toBeCloseTo(h2(0.25) / 4096, 15);
    expect(measures.estimators.nsb?.wholePatternEntropy).toBeGreaterThan(0);
  });

  it("refuse patterns that are not of equal length and of the fates there are, saying which", () => {
    for (const [patterns, fates] of [
      [["01", "0"], undefined],
      [["01", "0x"], undefined],
      [["01", "02"], 2],
    ] as const) {
      expect(() => ensembleMeasures(patterns, fates === undefined ? {} : { fates })).toThrow(
        expect.objectContaining({ code: "information.bad-pattern", where: "patterns[1]" }),
      );
    }
    for (const none of [[], [""]]) {
      expect(() => ensembleMeasures(none)).toThrow(
        expect.objectContaining({ code: "information.no-patterns" }),
      );
    }
  });
});
