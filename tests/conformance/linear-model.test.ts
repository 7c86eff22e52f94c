import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Backend,
  BACKEND_NAMES,
  type BackendName,
  foldIn,
  key,
  type Lattice,
  latticeOf,
  type SimulationBatch,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { createWebGpuBackend } from "#kernels/webgpu/webgpu-backend.js";
import { MAX_Z } from "../statistics/statistics.js";
import { TEST_CATALOGUE } from "../support/connectivities.js";
import { linearKernels } from "../support/linear-model/linear.js";

/*
 * With f = a + b·s + c·s̄ a step is s ← P(M·s + dt·a + σ√dt·ξ), M = I + dt·(b·I + c·W), W what a cell senses and P what is
 * not held. From uniform initial states the mean and the covariance after n steps follow exactly: m ← P(M·m + dt·a),
 * C ← P(M·C·Mᵀ + σ²dt·I)P; far from the start C solves C = P(M·C·Mᵀ + σ²dt·I)P, a discrete Ornstein–Uhlenbeck process.
 */
const CELLS = 7;
const [STEPS, DT, SIGMA] = [200, 0.05, 0.02];
const [A, B, C] = [0.55, -2, 0.9];
const INITIAL = { low: 0.45, high: 0.55 };

type Matrix = readonly (readonly number[])[];
const build = (entry: (i: number, j: number) => number): Matrix =>
  Array.from({ length: CELLS }, (_, i) => Array.from({ length: CELLS }, (__, j) => entry(i, j)));
const sumOver = (term: (k: number) => number): number =>
  Array.from({ length: CELLS }, (_, k) => term(k)).reduce((a, b) => a + b, 0);

interface Moments {
  readonly mean: readonly number[];
  readonly covariance: Matrix;
}

/** Mean and covariance one step further. */
function stepped({ mean, covariance }: Moments, lattice: Lattice): Moments {
  const { first, source, sent, received } = lattice;
  const kept = (i: number): number => (lattice.held.includes(i) ? 0 : 1);
  const sensed = build((i, j) => {
    let weight = 0;
    for (let e = first[i]!; e < first[i + 1]!; e++) if (source[e] === j) weight += sent[e]! * received[i]!;
    return weight;
  });
  const m = build((i, j) => (i === j ? 1 + DT * B : 0) + DT * C * sensed[i]![j]!);
  const mc = build((i, j) => sumOver((k) => m[i]![k]! * covariance[k]![j]!));
  return {
    mean: mean.map((_, i) => kept(i) * (sumOver((k) => m[i]![k]! * mean[k]!) + DT * A)),
    covariance: build(
      (i, j) =>
        kept(i) * kept(j) * (sumOver((k) => mc[i]![k]! * m[j]![k]!) + (i === j ? SIGMA * SIGMA * DT : 0)),
    ),
  };
}

/** Mean and covariance after all steps. */
function moments(lattice: Lattice): Moments {
  const width = INITIAL.high - INITIAL.low;
  let now: Moments = {
    mean: Array.from({ length: CELLS }, () => (INITIAL.low + INITIAL.high) / 2),
    covariance: build((i, j) => (i === j ? (width * width) / 12 : 0)),
  };
  for (let step = 0; step < STEPS; step++) now = stepped(now, lattice);
  return now;
}

const OPEN: Readonly<Record<BackendName, () => Promise<Backend>>> = {
  reference: async () => createReferenceBackend(TEST_CATALOGUE),
  wasm: async () => createWasmBackend(TEST_CATALOGUE, linearKernels()),
  webgpu: () => createWebGpuBackend(TEST_CATALOGUE),
};
/** The reference is slow, and webgpu may be software, to which rows of edges, a workgroup a replicate, cost most. */
const REPLICATES: Readonly<Record<BackendName, number>> = { reference: 1000, wasm: 20_000, webgpu: 4000 };
const FEW_REPLICATES = 250;

describe.each(BACKEND_NAMES)("a linear drift on %s", (name) => {
  describe.skipIf(name === "webgpu" && !inject("webgpu"))("where it has an adapter", () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await OPEN[name]();
    });
    afterAll(() => backend.dispose());

    it.each(["periodic", "open", "irregular"])("has its means and covariances: %s", async (connectivity) => {
      const few = name === "webgpu" && connectivity === "irregular";
      const count = few ? FEW_REPLICATES : REPLICATES[name];
      const batch: SimulationBatch<"states"> = {
        system: {
          model: { name: "linear", noiseStrength: SIGMA, thresholds: [0.5] },
          lattice: { connectivity, cells: CELLS },
          integrator: { steps: STEPS, dt: DT, initialLow: INITIAL.low, initialHigh: INITIAL.high },
        },
        individuals: 1,
        genomes: Float32Array.of(A, B, C),
        keys: { initialStates: [foldIn(key(31), 0)], noise: [foldIn(key(31), 1)] },
        replicates: { from: 0, count },
        output: "states",
      };
      const lattice = latticeOf(batch.system.lattice, TEST_CATALOGUE.connectivities);
      const exact = moments(lattice);
      const further = stepped(exact, lattice);
      for (let i = 0; i < CELLS; i++) {
        for (let j = 0; j < CELLS; j++) {
          // The slowest mode is left with (1 − dt·1.1)⁴⁰⁰ of the initial 8e-4.
          expect(Math.abs(further.covariance[i]![j]! - exact.covariance[i]![j]!)).toBeLessThan(1e-12);
        }
      }
      const { states } = await backend.simulate(batch);
      const deviation = (r: number, i: number): number => states[r * CELLS + i]! - exact.mean[i]!;
      const average = (term: (r: number) => number): number => {
        let sum = 0;
        for (let r = 0; r < count; r++) sum += term(r);
        return sum / count;
      };
      // 35 comparisons of 5.7e-7: a false-alarm rate of 2e-5, twenty times that where a variance of few replicates, as
      // skewed as χ², is taken for normal. Roundings in f32, 1e-7, are far below, and the walls 20 deviations away.
      for (let i = 0; i < CELLS; i++) {
        const variance = exact.covariance[i]![i]!;
        const error = Math.sqrt(variance / count);
        expect(Math.abs(average((r) => deviation(r, i)))).toBeLessThanOrEqual(MAX_Z * error);
        for (let j = 0; j <= i; j++) {
          const covariance = exact.covariance[i]![j]!;
          const spread = Math.sqrt((variance * exact.covariance[j]![j]! + covariance * covariance) / count);
          const found = average((r) => deviation(r, i) * deviation(r, j));
          expect(Math.abs(found - covariance)).toBeLessThanOrEqual(MAX_Z * spread);
        }
      }
    });
  });
});
