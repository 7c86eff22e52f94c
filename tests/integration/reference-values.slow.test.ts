import { describe, expect, it } from "vitest";
import type { MeasuresReport } from "#engine/index.js";
import { cellfate } from "../support/cli.js";

/*
 * What the model really does at N = 7, dt = 0.01: utilities computed independently, from at least 100,000 replicates
 * unless said. A run of CI takes thousands of replicates; CELLFATE_FULL=1 takes as many as the references did.
 */
const FULL = process.env["CELLFATE_FULL"] === "1";
const REPLICATES = FULL ? 100_000 : 3000;
/** Of references from 100,000 replicates, their rounding to three digits included. */
const REFERENCE_ERROR = 0.0005;

const set = (...settings: string[]): string[] => settings.flatMap((setting) => ["--set", setting]);

async function evaluate(
  regulator: string,
  settings: string[],
  replicates: number,
  seed = 42,
): Promise<MeasuresReport> {
  const options = ["--replicates", replicates.toString(), "--seed", seed.toString(), "--json"];
  const { code, stdout } = await cellfate([
    "evaluate",
    "--regulator",
    regulator,
    ...set(...settings),
    ...options,
  ]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as MeasuresReport;
}

/** Within four standard errors, both sides': a false alarm in 16,000 seeds. */
function expectNear(
  value: number | null,
  reference: number,
  error: number | null,
  referenceError: number,
): void {
  const tolerance = 4 * Math.sqrt((error ?? NaN) ** 2 + referenceError ** 2);
  expect(Math.abs((value ?? NaN) - reference)).toBeLessThanOrEqual(tolerance);
}

describe("the reference values of the model, through cellfate evaluate", () => {
  it.each([
    ["tanh:gain=5", "open", 0.1, 0.621],
    ["tanh:gain=10", "open", 0.1, 0.618],
    ["tanh:gain=5", "open", 0.3, 0.694],
    ["tanh:gain=10", "pinned", 0.1, 0.937],
  ])(
    "the utility of %s, %s, σ = %d, is %d bits",
    async (regulator, boundary, noise, reference) => {
      const settings = [`model.boundary=${boundary}`, `model.noiseStrength=${noise}`];
      const { utility, standardError } = await evaluate(regulator, settings, REPLICATES);
      expectNear(utility, reference, standardError, REFERENCE_ERROR);
    },
    120_000,
  );

  it("ten times the time anneals tanh:gain=5, σ = 0.3, to two alternations: 0.856 bits of 1 − 1/7", async () => {
    const settings = ["model.noiseStrength=0.3", "model.duration=200"];
    const { utility, standardError, patterns, replicates } = await evaluate("tanh:gain=5", settings, 4000);
    // The reference has 4000 replicates, too, and so the same error; its rounding beside it.
    expectNear(utility, 0.856, standardError, Math.hypot(standardError ?? NaN, 0.0005));
    expect(
      patterns
        .slice(0, 2)
        .map(({ pattern }) => pattern)
        .sort(),
    ).toEqual(["0101010", "1010101"]);
    expect((patterns[0]!.count + patterns[1]!.count) / replicates).toBeGreaterThan(0.99);
  }, 120_000);

  it("the information of pinned ends is positional for the most part: PI 0.869, CI 0.068", async () => {
    const settings = ["model.boundary=pinned"];
    const replicates = FULL ? 10_000 : 1000;
    const runs: MeasuresReport[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      runs.push(await evaluate("tanh:gain=10", settings, replicates, seed));
    }
    // Neither has an error of its own, so it is taken from ten seeds: four of those, of nine degrees of
    // freedom, are a false alarm in 300 choices of the seeds. The plug-in bias of CI is 9/(2·1000·ln 2·7) = 0.0009.
    for (const [reference, bias, values] of [
      [0.869, 0, runs.map((run) => run.positionalInformation)],
      [0.068, -4.5 / (Math.LN2 * 7 * replicates), runs.map((run) => run.correlationalInformation ?? NaN)],
    ] as const) {
      const mean = values.reduce((sum, value) => sum + value, 0) / 10;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9;
      expectNear(mean + bias, reference, Math.sqrt(variance / 10), REFERENCE_ERROR);
    }
  }, 120_000);

  it("no regulation is worth nothing: plug-in reads 0.0044 at R = 3000, the corrected estimators 0", async () => {
    const { utility, standardError, distinctPatterns, estimators } = await evaluate("zero", [], 3000);
    // The bias of 128 equally likely patterns, 127/(2·3000·ln 2·7) = 0.00436.
    expectNear(utility, 0.0044, standardError, 0);
    expect(distinctPatterns).toBe(128);
    for (const name of ["miller-madow", "grassberger", "nsb"] as const) {
      expectNear(estimators[name]?.utility ?? null, 0, standardError, 0);
    }
  });

  it.each([
    ["tanh:gain=5", "open", 14, 14],
    ["tanh:gain=10", "open", 13, 16],
    ["tanh:gain=10", "pinned", 10, 10],
  ])(
    "3000 replicates of %s, %s, show about %d … %d distinct patterns",
    async (regulator, boundary, low, high) => {
      const { distinctPatterns } = await evaluate(regulator, [`model.boundary=${boundary}`], 3000);
      // The rare ones come and go: about as many singletons as there are, so ± 4 of them.
      expect(distinctPatterns).toBeGreaterThanOrEqual(low - 4);
      expect(distinctPatterns).toBeLessThanOrEqual(high + 4);
    },
  );
});
