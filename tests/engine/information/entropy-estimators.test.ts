import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countSpectrum } from "#engine/information/count-spectrum.js";
import {
  entropyFromCounts,
  ESTIMATOR_NAMES,
  ESTIMATORS,
  estimateEntropy,
  type EstimatorName,
} from "#engine/information/entropy-estimators.js";
import { shrinkageIntensity } from "#engine/information/estimators/james-stein.js";
import { plugInEntropy } from "#kernels/index.js";

const SEED = 20240611;
const LN2 = Math.LN2;
const nats = (counts: number[], estimator: EstimatorName, categories?: number): number =>
  (entropyFromCounts(counts, { estimator, ...(categories === undefined ? {} : { categories }) }) ?? NaN) *
  LN2;

/** Counts of the R package `entropy` and of `ndd`. */
const FEW = [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1];
const MANY = [7, 3, 5, 8, 9, 1, 3, 3, 1, 0, 2, 5, 2, 11, 4, 23, 5, 0, 8, 0];

describe("entropy estimators", () => {
  it.each([
    ["plug-in", 1.968382],
    ["miller-madow", 2.152593],
    ["grassberger", 2.144626],
    ["chao-shen", 2.201137],
    ["james-stein", 2.379603],
  ] as const)("reproduce the published value of %s to its last digit", (estimator, published) => {
    // Half a unit of the sixth decimal.
    expect(Math.abs(nats(FEW, estimator, 11) - published)).toBeLessThanOrEqual(5e-7);
  });

  it("shrink by the published intensity", () => {
    const categories = { count: 11, log: Math.log(11) };
    expect(shrinkageIntensity(countSpectrum(FEW), categories)).toBeCloseTo(0.766393, 6);
  });

  it("give the published NSB value of ndd as far as its quadrature goes, and the integral itself beyond", () => {
    // ndd integrates over ±4 standard deviations to a relative tolerance of 1e-3: off by 1e-10 here.
    expect(Math.abs(nats(MANY, "nsb", 20) - 2.623634344888532)).toBeLessThanOrEqual(1e-9);
    // mpmath 1.4.1, 40 digits, quad over ln β on [−60, 60 + ln K]; 1e-13 leaves room for rounding of 100 terms.
    expect(Math.abs(nats(MANY, "nsb", 20) - 2.623634344793128745)).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(nats(FEW, "nsb", 11) - 2.1877744630920977467)).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(nats([2], "nsb", 2) - 0.27384132630285944992)).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(nats([5, 5, 5, 5], "nsb", 4) - 1.3508670813030929412)).toBeLessThanOrEqual(1e-13);
  });

  it("estimate 2.3219 bits for five categories seen equally often", () => {
    expect(entropyFromCounts([1, 1, 1, 1, 1])).toBeCloseTo(Math.log2(5), 14);
  });

  it("have no estimate from no observations, and say so", () => {
    for (const estimator of ESTIMATOR_NAMES) {
      expect(entropyFromCounts([0, 0], { estimator })).toBeNull();
      expect(estimateEntropy([], { estimator })).toEqual({
        bits: null,
        reason: "There are no observations.",
      });
    }
  });

  it("have no NSB estimate without a coincidence and no shrinkage from one observation or unknown categories", () => {
    expect(estimateEntropy([1, 1, 1], { estimator: "nsb", categories: 8 })).toMatchObject({ bits: null });
    expect(entropyFromCounts([1], { estimator: "james-stein", categories: 8 })).toBeNull();
    expect(entropyFromCounts([3, 2], { estimator: "james-stein" })).toBeNull();
    expect(
      entropyFromCounts([3, 2], { estimator: "james-stein", categories: { logCategories: Infinity } }),
    ).toBeNull();
  });

  it("estimate 0 for the one category there is", () => {
    expect(entropyFromCounts([9], { estimator: "nsb", categories: 1 })).toBe(0);
    expect(Object.is(entropyFromCounts([9]), 0)).toBe(true);
    expect(entropyFromCounts([9], { estimator: "chao-shen" })).toBe(0);
  });

  it("refuse counts and numbers of categories that cannot be", () => {
    expect(() => entropyFromCounts([1, -1])).toThrow(
      expect.objectContaining({ code: "information.bad-count" }),
    );
    expect(() => entropyFromCounts([0.5, 0.5])).toThrow(
      expect.objectContaining({ code: "information.bad-count" }),
    );
    expect(() => entropyFromCounts([NaN])).toThrow(
      expect.objectContaining({ code: "information.bad-count" }),
    );
    for (const categories of [2, 0, NaN, { logCategories: Math.log(2) }]) {
      expect(() => entropyFromCounts([3, 2, 1], { estimator: "nsb", categories })).toThrow(
        expect.objectContaining({ code: "information.bad-categories" }),
      );
    }
  });

  it("take the number of categories as a number or as its logarithm, up to 10^4096 and without end", () => {
    const counts = [5, 3, 2, 1, 1, 1];
    const logOf = (logCategories: number): number =>
      entropyFromCounts(counts, { estimator: "nsb", categories: { logCategories } }) ?? NaN;
    // The logarithm of K is rounded to 1e-16 of itself.
    expect(logOf(Math.log(64))).toBeCloseTo(
      entropyFromCounts(counts, { estimator: "nsb", categories: 64 })!,
      13,
    );
    expect(logOf(700)).toBeCloseTo(logOf(4096 * Math.LN10), 13);
    expect(logOf(4096 * Math.LN10)).toBe(logOf(Infinity));
    expect(entropyFromCounts(counts, { estimator: "nsb" })).toBe(logOf(Infinity));
    const shrunk = entropyFromCounts(counts, {
      estimator: "james-stein",
      categories: { logCategories: 4096 * Math.LN10 },
    });
    // Shrinkage intensity 0.2602: most of the entropy is λ·log2 K.
    expect(shrunk).toBeGreaterThan(0.25 * 4096 * Math.log2(10));
    expect(shrunk).toBeLessThan(0.35 * 4096 * Math.log2(10));
  });

  it("follow the known asymptotics of NSB for one coincidence among many", () => {
    // Nemenman 2011: H ≈ 2 ln n − ln 2 + γ − ψ(Δ) for Δ ≪ n; the next term is of order Δ/n · ln n.
    for (const n of [1000, 10_000, 100_000]) {
      const counts = [2, ...new Array<number>(n - 2).fill(1)];
      const expected = 2 * Math.log(n) - LN2 + 2 * 0.5772156649015329;
      expect(Math.abs(nats(counts, "nsb") - expected)).toBeLessThan((4 * Math.log(n)) / n);
    }
  });

  it("agree on large samples, whatever the estimator", () => {
    const counts = [400_000, 300_000, 200_000, 100_000];
    const truth = entropyFromCounts(counts)!;
    for (const estimator of ESTIMATOR_NAMES) {
      // Corrections are of order K/n = 4e-6.
      expect(entropyFromCounts(counts, { estimator, categories: 4 })).toBeCloseTo(truth, 5);
    }
  });

  it("give the same bits for counts in any order and with any zeros between them", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counts, fc.constantFrom(...ESTIMATOR_NAMES), (drawn, estimator) => {
        const other = [...drawn, 0, 0].reverse();
        expect(entropyFromCounts(other, { estimator, categories: 40 })).toBe(
          entropyFromCounts(drawn, { estimator, categories: 40 }),
        );
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("give the plug-in entropy the bits of the WASM kernel", () => {
    // Many counts of few values, so that equal ones are many, or of many.
    const counts = fc
      .constantFrom(3, 20, 5000)
      .chain((max) => fc.uint32Array({ min: 0, max, minLength: 1, maxLength: 200 }));
    fc.assert(
      fc.property(counts, (drawn) => {
        fc.pre(drawn.some((count) => count > 0));
        expect(plugInEntropy(drawn)).toBe(entropyFromCounts(drawn));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("keep NSB between 0 and ln K, and above 0 even when all observations agree", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 13, max: 1e9 }), (drawn, categories) => {
        const bits = entropyFromCounts(drawn, { estimator: "nsb", categories });
        if (bits === null) return;
        expect(bits).toBeGreaterThan(0);
        expect(bits).toBeLessThan(Math.log2(categories));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("are listed in the documentation as the registry has them", () => {
    const documentation = readFileSync(new URL("../../../docs/estimators.md", import.meta.url), "utf8");
    for (const name of ESTIMATOR_NAMES) {
      const { title, formula, source, character, undefinedWhen } = ESTIMATORS[name];
      const cells = [`\`${name}\``, title, formula, character, undefinedWhen, source];
      expect(documentation).toContain(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
    }
  });
});
