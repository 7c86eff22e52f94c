import { expect, it } from "vitest";
import { ensembleMeasures } from "#engine/index.js";
import { describeEachBackend } from "../backends.js";
import { batchOf, tanhGenome } from "../batches.js";

interface Row {
  readonly f: string;
  readonly genome: Float32Array;
  readonly boundary: string;
  readonly noiseStrength: number;
  readonly duration: number;
  readonly utility: number;
  /** Of `utility`. */
  readonly standardError: number;
  /** Replicates on wasm, and on webgpu, whose adapter may be software. */
  readonly replicates: Readonly<Record<"wasm" | "webgpu", number>>;
}

const USUAL = { boundary: "open", noiseStrength: 0.1, duration: 20, standardError: 0.0005 } as const;
const REPLICATES = { wasm: 3000, webgpu: 1000 } as const;
// An independent implementation's utilities, from at least 100 000 replicates unless their error says otherwise.
const ROWS: readonly Row[] = [
  { ...USUAL, f: "−tanh(5(s̄ − ½))", genome: tanhGenome(1, 5, 0.5), utility: 0.621, replicates: REPLICATES },
  { ...USUAL, f: "−tanh(10(s̄ − ½))", genome: tanhGenome(1, 10, 0.5), utility: 0.618, replicates: REPLICATES },
  {
    ...USUAL,
    f: "−tanh(5(s̄ − ½))",
    genome: tanhGenome(1, 5, 0.5),
    noiseStrength: 0.3,
    utility: 0.694,
    replicates: REPLICATES,
  },
  {
    ...USUAL,
    f: "−tanh(5(s̄ − ½))",
    genome: tanhGenome(1, 5, 0.5),
    noiseStrength: 0.3,
    duration: 200,
    utility: 0.856,
    // From 4000 replicates: a standard error of about 0.0005·√(100 000 / 4000).
    standardError: 0.0025,
    replicates: { wasm: 1000, webgpu: 200 },
  },
  {
    ...USUAL,
    f: "−tanh(10(s̄ − ½))",
    genome: tanhGenome(1, 10, 0.5),
    boundary: "pinned",
    utility: 0.937,
    replicates: REPLICATES,
  },
];

// The reference would take minutes; it has the bits of wasm.
describeEachBackend(["wasm", "webgpu"], "the utility", (simulate, name) => {
  it.each(ROWS)(
    "should be $utility for f = $f, $boundary, σ = $noiseStrength, T = $duration",
    async ({ genome, boundary, noiseStrength, duration, utility, standardError, replicates }) => {
      const batch = batchOf({ boundary, noiseStrength, steps: duration * 100 }, [1], genome, {
        replicates: { from: 0, count: replicates[name] },
        output: "counts",
      });
      const { counts, layout } = await simulate(batch);
      const measures = ensembleMeasures({ distinct: counts[0]!, layout });
      const error = Math.hypot(measures.standardError!, standardError);
      // Four standard errors: a false alarm in 16 000 seeds, and the seed is fixed. The rest is the bias of the
      // plug-in estimate, (K − 1) / (2R ln 2) bits of H[P(z)] with K patterns seen.
      const bias = (measures.distinctPatterns - 1) / (2 * replicates[name] * Math.LN2 * layout.cells);
      expect(Math.abs(measures.utility! - utility)).toBeLessThanOrEqual(4 * error + bias);
    },
  );

  it("should read as the bias of the estimate without regulation, all 128 patterns being seen", async () => {
    const count = 3000;
    const batch = batchOf({}, [1], tanhGenome(0, 5, 0.5), {
      replicates: { from: 0, count },
      output: "counts",
    });
    const { counts, layout } = await simulate(batch);
    const measures = ensembleMeasures({ distinct: counts[0]!, layout });
    expect(measures.distinctPatterns).toBe(128);
    // (128 − 1) / (2R ln 2 · 7) = 0.0044; 2R ln 2 · 7 · U is about χ² with 127 degrees of freedom, so its
    // standard deviation is √(2·127)/127 of it.
    const expected = 127 / (2 * count * Math.LN2 * 7);
    expect(Math.abs(measures.utility! - expected)).toBeLessThanOrEqual(4 * expected * Math.sqrt(2 / 127));
  });
});
