import { describe, expect, test } from "vitest";

import { createBackend } from "#kernels/index.js";

import { batchOf, type FlatModel, linearGenome } from "../batches.js";
import { type Estimate, MAX_Z, meanOf, orderOf, zScore } from "./statistics.js";

/** CELLFATE_EXHAUSTIVE=1 repeats every measurement 16 times, 40 s, for a quarter of the standard errors. */
const EFFORT = process.env["CELLFATE_EXHAUSTIVE"] === "1" ? 16 : 1;
/** Replicates simulated in one call. */
const BATCH = 20_000;

const wasm = await createBackend("wasm");

/** The final states under f(s̄) = slope·(s̄ − ½), `[batch][replicate · cells + cell]`; noise of its own for each `steps`. */
async function finalStates(
  model: Partial<FlatModel>,
  slope: number,
  batches: number,
): Promise<Float32Array[]> {
  const parts: Float32Array[] = [];
  for (let i = 0; i < batches * EFFORT; i++) {
    const replicates = { from: i * BATCH, count: BATCH };
    const batch = batchOf(model, [1], linearGenome(slope, 0.5), { replicates }, model.steps);
    parts.push((await wasm.simulate(batch)).states);
  }
  return parts;
}

/** The mean over the cells of each replicate of `g(state)`: one independent value a replicate. */
function* perReplicate(
  parts: readonly Float32Array[],
  cells: number,
  g: (state: number) => number,
): Generator<number> {
  for (const states of parts) {
    for (let first = 0; first < states.length; first += cells) {
      let sum = 0;
      for (let cell = 0; cell < cells; cell++) sum += g(states[first + cell]!);
      yield sum / cells;
    }
  }
}

describe("inside the walls, on a ring with f(s̄) = −k(s̄ − ½), which is an Ornstein–Uhlenbeck process", () => {
  const cells = 6;
  const k = 1;
  const duration = 1;
  const sigma = 0.02;
  const start = 0.1;
  const stepCounts = [4, 8, 16, 32];
  // The ring's modes are its discrete Fourier modes; mode j grows at the rate −k·cos(2πj/N).
  const rates = Array.from({ length: cells }, (_, j) => -k * Math.cos((2 * Math.PI * j) / cells));
  const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

  // All cells start at ½ + start: the mean follows mode 0, and the variance is the average over the modes.
  const exactMean = start * Math.exp(-k * duration);
  const exactVariance = average(
    rates.map((rate) => (sigma * sigma * Math.expm1(2 * rate * duration)) / (2 * rate)),
  );
  const schemeMean = (n: number): number => start * (1 - (k * duration) / n) ** n;
  const schemeVariance = (n: number): number => {
    const dt = duration / n;
    const powers = (rate: number): number[] =>
      Array.from({ length: n }, (_, m) => (1 + rate * dt) ** (2 * m));
    return average(rates.map((rate) => sigma * sigma * dt * powers(rate).reduce((a, b) => a + b, 0)));
  };

  interface Measurement {
    readonly mean: Estimate;
    readonly variance: Estimate;
    /** Largest distance of a state from ½. */
    readonly reach: number;
  }
  const measure = async (n: number): Promise<Measurement> => {
    const model: Partial<FlatModel> = {
      cells,
      boundary: "periodic",
      steps: n,
      dt: duration / n,
      noiseStrength: sigma,
      initialLow: 0.5 + start,
      initialHigh: 0.5 + start,
    };
    const states = await finalStates(model, -k, 8);
    const centre = schemeMean(n);
    return {
      mean: meanOf(perReplicate(states, cells, (s) => s - 0.5)),
      variance: meanOf(perReplicate(states, cells, (s) => (s - 0.5 - centre) ** 2)),
      reach: states.reduce(
        (largest, part) => part.reduce((m, s) => Math.max(m, Math.abs(s - 0.5)), largest),
        0,
      ),
    };
  };

  test("the scheme has its own mean and variance, and converges to the exact ones with weak order 1", async () => {
    const measured = await Promise.all(stepCounts.map(measure));
    measured.forEach(({ mean, variance, reach }, i) => {
      const n = stepCounts[i]!;
      expect(reach, "the clip is out of reach").toBeLessThan(0.4);
      // Eight comparisons of 5.7e-7 each: false-alarm rate 4.6e-6. Rounding in f32, 1e-7, is far below.
      expect(Math.abs(zScore(mean, schemeMean(n))), `mean, ${n} steps`).toBeLessThan(MAX_Z);
      expect(Math.abs(zScore(variance, schemeVariance(n))), `variance, ${n} steps`).toBeLessThan(MAX_Z);
    });
    const steps = stepCounts.map((n) => duration / n);
    const meanOrder = orderOf(
      steps,
      measured.map(({ mean }) => ({ ...mean, value: mean.value - exactMean })),
    );
    const varianceOrder = orderOf(
      steps,
      measured.map(({ variance }) => ({ ...variance, value: variance.value - exactVariance })),
    );
    for (const { value, standardError } of [meanOrder, varianceOrder]) {
      // The errors' own next order bends the slope by 0.12, as the scheme's exact moments above give it.
      expect(Math.abs(value - 1)).toBeLessThan(0.12 + MAX_Z * standardError);
      expect(standardError).toBeLessThan(0.05);
    }
  });
});

describe("at the walls, where the clip makes a projection scheme of a reflected diffusion", () => {
  // f = 0 and σ²T large: the exact law is uniform on [0, 1]. The slowest mode, cos πs, is not excited from ½ and
  // the next has decayed to exp(−2π²) = 2.7e-9.
  const sigma = 1;
  const duration = 1;
  const cells = 8;
  const stepCounts = [64, 256, 1024];
  const exact = 1 / 12;

  const measure = async (n: number): Promise<Estimate> => {
    const model: Partial<FlatModel> = {
      cells,
      steps: n,
      dt: duration / n,
      noiseStrength: sigma,
      initialLow: 0.5,
      initialHigh: 0.5,
    };
    const states = await finalStates(model, 0, 1);
    return meanOf(perReplicate(states, cells, (s) => (s - 0.5) ** 2));
  };

  test("the weak order is ½, and the error at a wall is that of an overshoot of 0.5826·σ√dt", async () => {
    const measured = await Promise.all(stepCounts.map(measure));
    const errors = measured.map(({ value, standardError }) => ({ value: value - exact, standardError }));
    const order = orderOf(
      stepCounts.map((n) => duration / n),
      errors,
    );
    // The next order of the error, as predicted below, bends the slope by 0.04; false-alarm rate 5.7e-7.
    expect(Math.abs(order.value - 0.5)).toBeLessThan(0.04 + MAX_Z * order.standardError);
    expect(order.standardError).toBeLessThan(0.03);
    // A walk held at 0 is as far as the reflected diffusion less β = −ζ(½)/√(2π)·σ√dt (Asmussen, Glynn & Pitman,
    // Ann. Appl. Probab. 5, 1995): uniform on an interval wider by β at either end, then clipped to [0, 1].
    measured.forEach(({ value, standardError }, i) => {
      const dt = duration / stepCounts[i]!;
      const beta = 0.5826 * sigma * Math.sqrt(dt);
      const predicted = (1 / 12 + 2 * beta * (1 / 4)) / (1 + 2 * beta);
      // The next term is of order σ²dt. Three comparisons of 5.7e-7: false-alarm rate 1.7e-6.
      expect(Math.abs(value - predicted)).toBeLessThan(MAX_Z * standardError + sigma * sigma * dt);
    });
  });
});
