import { describe, expect, it } from "vitest";
import { ensembleMeasures, type EnsembleMeasures } from "#engine/information/ensemble-measures.js";
import type { EstimatorName } from "#engine/information/entropy-estimators.js";
import {
  type SamplingWarning,
  samplingWarnings as warningsFor,
} from "#engine/information/sampling-warnings.js";
import { key, randomBits } from "#kernels/index.js";

const samplingWarnings = (measures: EnsembleMeasures): SamplingWarning[] =>
  warningsFor(measures, "--replicates");

/** `count` patterns of `cells` ≤ 32 fair coin flips. */
const coinFlips = (count: number, cells: number): string[] =>
  Array.from(randomBits(key(3), count), (w) => w.toString(2).padStart(32, "0").slice(0, cells));

describe("sampling warnings", () => {
  it("are silent on an ensemble of a few frequent patterns", () => {
    const patterns = Array.from({ length: 100 }, (_, r) => (r % 3 === 0 ? "0101010" : "1010101"));
    expect(samplingWarnings(ensembleMeasures(patterns))).toEqual([]);
  });

  it("are silent when all replicates agree", () => {
    expect(samplingWarnings(ensembleMeasures(new Array<string>(30).fill("01".repeat(16))))).toEqual([]);
  });

  it("say that coverage is low and the entropy capped for coin flips of 20 cells", () => {
    const warnings = samplingWarnings(ensembleMeasures(coinFlips(100, 20)));
    expect(warnings.map(({ code }) => code)).toEqual(["sampling.low-coverage", "sampling.entropy-capped"]);
    // log2(100)/20
    expect(warnings[1]?.message).toContain("0.3322");
    for (const { cure } of warnings) expect(cure).toMatch(/replicates \(--replicates\).*nsb/);
  });

  it("speak of the cap only where the estimator is subject to it, and of no cure that is taken already", () => {
    const warnings = samplingWarnings(ensembleMeasures(coinFlips(100, 10), { estimator: "nsb" }));
    expect(warnings.map(({ code }) => code)).toEqual(["sampling.low-coverage"]);
    expect(warnings[0]?.cure).not.toContain("nsb");
  });

  it("name NSB on coin flips of 7 cells from 3000 replicates, which see all 128 patterns often", () => {
    const of = (estimator: EstimatorName): readonly string[] =>
      samplingWarnings(ensembleMeasures(coinFlips(3000, 7), { estimator })).map(
        ({ code, cure }) => `${code} ${cure}`,
      );
    // U = 0: the plug-in reads 127/(2·3000·ln 2·7) = 0.0044 with an error of 0.0008.
    expect(of("plug-in")).toEqual([
      expect.stringMatching(/^sampling\.biased Use evaluation\.estimator: nsb/),
    ]);
    for (const estimator of ["miller-madow", "grassberger", "nsb"] as const)
      expect(of(estimator)).toEqual([]);
  });

  it("say why a utility is null", () => {
    const warnings = samplingWarnings(ensembleMeasures(["00", "01", "10"], { estimator: "nsb" }));
    expect(warnings.map(({ code }) => code)).toEqual(["sampling.no-estimate", "sampling.low-coverage"]);
    expect(warnings[0]?.message).toContain("no coincidence");
  });

  it("distrust a single replicate", () => {
    expect(samplingWarnings(ensembleMeasures(["0101"])).map(({ code }) => code)).toEqual([
      "sampling.low-coverage",
    ]);
  });
});
