import { describe, expect, it } from "vitest";
import { ensembleMeasures } from "#engine/information/ensemble-measures.js";
import {
  softFates,
  softMeasures,
  softMeasuresWithGradient,
  stateGradient,
} from "#engine/information/soft-measures.js";
import { key, loadKernels, randomBits } from "#kernels/index.js";

await loadKernels();

const h2 = (p: number): number => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
/** `count` states, uniform on [0, 1). */
const randomStates = (seed: number, count: number): Float64Array =>
  Float64Array.from(randomBits(key(seed), count), (word) => word / 2 ** 32);
const patternsOf = (states: Float64Array, cells: number, thresholds: number[]): string[] =>
  Array.from({ length: states.length / cells }, (_, r) =>
    Array.from(states.subarray(r * cells, (r + 1) * cells), (s) =>
      thresholds.filter((threshold) => threshold <= s).length.toString(),
    ).join(""),
  );

describe("soft measures", () => {
  it("read H2(sigmoid(−steepness/2)) where every cell is off: the values the old project stalled at", () => {
    const off = new Float64Array(10 * 7);
    const shape = { replicates: 10, cells: 7 };
    // Published to six decimals.
    expect(softMeasures(softFates(off, 7), shape, 0.5).utility).toBeCloseTo(0.190931, 6);
    expect(softMeasures(softFates(off, 5), shape, 0.05).utility).toBeCloseTo(0.387414, 6);
    const sigmoid = 1 / (1 + Math.exp(3.5));
    expect(softMeasures(softFates(off, 7), shape, 0.5).utility).toBeCloseTo(h2(sigmoid), 13);
  });

  it("have the closed form of two points a distance apart", () => {
    // S_rep = −log2[(1 + e^(−d²/2b²))/2] / N with d² = 2·0.36.
    const z = [0.2, 0.8, 0.8, 0.2];
    const { patternEntropy, reproducibilityEntropy } = softMeasures(z, { replicates: 2, cells: 2 }, 0.7);
    expect(patternEntropy).toBe(1);
    expect(reproducibilityEntropy).toBeCloseTo(-Math.log2((1 + Math.exp(-0.72 / 0.98)) / 2) / 2, 14);
  });

  it.each([{ thresholds: [0.5] }, { thresholds: [0.3, 0.6] }])(
    "tend to the hard measures as steepness → ∞ and bandwidth → 0, at the rate derived (thresholds $thresholds)",
    ({ thresholds }) => {
      const cells = 4;
      // States at least 0.05 from every threshold, and few enough replicates that patterns differ and repeat.
      const away = [...randomStates(11, 4000)].filter((s) => thresholds.every((t) => Math.abs(s - t) > 0.05));
      const states = Float64Array.from(away.slice(0, 60 * cells));
      const hard = ensembleMeasures(patternsOf(states, cells, thresholds), { fates: thresholds.length + 1 });
      const shape = { replicates: 60, cells, thresholds: thresholds.length };
      let previous = Infinity;
      for (const [steepness, bandwidth] of [
        [50, 0.5],
        [200, 0.3],
        [800, 0.2],
        [3200, 0.1],
      ] as const) {
        const soft = softMeasures(softFates(states, steepness, thresholds), shape, bandwidth);
        const distance = Math.abs(soft.utility - (hard.utility ?? NaN));
        expect(distance).toBeLessThan(previous);
        previous = distance;
      }
      // Soft fates are off by e^(−0.05·3200), a differing cell weighs R·e^(−1/(2·0.1²)) = 60·e^−50: rounding.
      expect(previous).toBeLessThan(1e-13);
    },
  );

  it("reach the Shannon entropy in bandwidth alone with an error below R·e^(−1/2b²) / (N ln 2)", () => {
    const hardFates = Float64Array.from(randomStates(5, 100 * 3), Math.round);
    const hard = ensembleMeasures(patternsOf(hardFates, 3, [0.5]));
    for (const bandwidth of [0.3, 0.2, 0.15, 0.12]) {
      const soft = softMeasures(hardFates, { replicates: 100, cells: 3 }, bandwidth);
      const error = (hard.reproducibilityEntropy ?? NaN) - soft.reproducibilityEntropy;
      // A kernel density only adds to each probability, so the soft entropy is the smaller one.
      expect(error).toBeGreaterThanOrEqual(-1e-14);
      expect(error).toBeLessThanOrEqual((100 * Math.exp(-0.5 / bandwidth ** 2)) / (3 * Math.LN2) + 1e-14);
    }
  });

  it("are the hard measures for steepness alone when the states are 0 and 1 and the bandwidth is small", () => {
    const hardFates = Float64Array.from(randomStates(6, 80 * 3), Math.round);
    const hard = ensembleMeasures(patternsOf(hardFates, 3, [0.5]));
    const soft = softMeasures(softFates(hardFates, 100), { replicates: 80, cells: 3 }, 0.1);
    // sigmoid(−50) = 2e-22.
    expect(soft.patternEntropy).toBeCloseTo(hard.patternEntropy, 14);
    expect(soft.reproducibilityEntropy).toBeCloseTo(hard.reproducibilityEntropy ?? NaN, 14);
  });

  it.each([
    { thresholds: [0.5], steepness: 7, bandwidth: 0.5 },
    { thresholds: [0.5], steepness: 12, bandwidth: 0.15 },
    { thresholds: [0.25, 0.5, 0.8], steepness: 6, bandwidth: 0.4 },
  ])(
    "have the derivatives that central differences show ($thresholds, $steepness, $bandwidth)",
    (options) => {
      const { thresholds, steepness, bandwidth } = options;
      const [replicates, cells] = [9, 5];
      const shape = { replicates, cells, thresholds: thresholds.length };
      const states = randomStates(17, replicates * cells);
      const utility = (at: Float64Array): number =>
        softMeasures(softFates(at, steepness, thresholds), shape, bandwidth).utility;
      const fates = softFates(states, steepness, thresholds);
      const soft = softMeasuresWithGradient(fates, shape, bandwidth);
      expect(soft.utility).toBe(utility(states));
      const gradient = stateGradient(soft.gradient, fates, steepness, thresholds.length);
      const h = 1e-5;
      gradient.forEach((slope, i) => {
        const [up, down] = [Float64Array.from(states), Float64Array.from(states)];
        up[i]! += h;
        down[i]! -= h;
        // Truncation h²·U‴/6 with U‴ up to 1e3, rounding 1e-16/h.
        expect(Math.abs((utility(up) - utility(down)) / (2 * h) - slope)).toBeLessThan(1e-7);
      });
    },
  );

  it("stay finite where kernels underflow and fates saturate", () => {
    const states = Float64Array.from([0, 0, 1, 1, 0, 1]);
    const shape = { replicates: 3, cells: 2 };
    for (const [steepness, bandwidth] of [
      [7, 0.01],
      [1e4, 1e-3],
    ] as const) {
      const fates = softFates(states, steepness);
      const soft = softMeasuresWithGradient(fates, shape, bandwidth);
      expect(soft.reproducibilityEntropy).toBeCloseTo(Math.log2(3) / 2, 12);
      expect(stateGradient(soft.gradient, fates, steepness).every(Number.isFinite)).toBe(true);
    }
    const same = softFates(new Float64Array(6), 1e4);
    expect(stateGradient(softMeasuresWithGradient(same, shape, 0.1).gradient, same, 1e4)).toEqual(
      new Float64Array(6),
    );
  });
});
