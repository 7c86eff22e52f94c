import { describe, expect, test } from "vitest";

import { createBackend, key, normals } from "#kernels/index.js";
import { evaluateNetwork } from "#kernels/models/regulated/network.js";
import { lookUp, tableTolerance, tabulate } from "#kernels/models/regulated/table.js";

import { batchOf, evaluatedBy, MODEL, tanhGenome } from "../batches.js";

const f32 = Math.fround;
const backends = await Promise.all([createBackend("reference"), createBackend("wasm")]);
const dt = f32(MODEL.dt);
const tolerance = tableTolerance(MODEL.noiseStrength, MODEL.dt);

/** The largest |Δ(dt·f)| at the midpoints of a table of `intervals`, from its definition. */
function midpointError(f: (x: number) => number, intervals: number): number {
  const node = (i: number): number => f32(dt * f(f32(i / intervals)));
  const errors = Array.from({ length: intervals }, (_, i) => {
    const value = f32(node(i) + f32(f32(0.5) * f32(node(i + 1) - node(i))));
    return Math.abs(f32(value - f32(dt * f(f32((i + 0.5) / intervals)))));
  });
  return Math.max(...errors);
}

describe("the tolerance of a table", () => {
  test("is 2⁻¹⁰ of the noise of one step", () => {
    expect(tableTolerance(0.1, 0.01)).toBe(f32(0.01) / 1024);
  });

  test("is no less than 2⁻²⁴, so that a run without noise has one too", () => {
    expect(tableTolerance(0, 0.01)).toBe(2 ** -24);
  });
});

describe.each(backends)("a table of the $name backend", (backend) => {
  const summaryOf = async (genome: Float32Array, noiseStrength = MODEL.noiseStrength) => {
    const batch = batchOf({ steps: 1, noiseStrength }, [1], genome);
    return (await backend.simulate(batch)).drift[0]!;
  };

  // The interpolation error is h²/8·max|f″|·dt with max|f″| = 0.77·gain²: each gain's table is a size of its own.
  test.each([
    [20, 256],
    [40, 512],
    [80, 1024],
    [160, 2048],
    [320, 4096],
  ])("of −tanh(%d(s̄ − ½)) has %d intervals, the first that reach the tolerance", async (gain, intervals) => {
    const genome = tanhGenome(1, gain, 0.5);
    const f = (x: number): number => evaluateNetwork([1], genome, x);
    const summary = await summaryOf(genome);
    expect(summary).toEqual({ intervals, tolerance, finite: true, error: midpointError(f, intervals) });
    expect(summary.error).toBeLessThanOrEqual(tolerance);
    if (intervals > 256) expect(midpointError(f, intervals / 2)).toBeGreaterThan(tolerance);
  });

  test("stops at 4096 intervals and says by how much it misses", async () => {
    const summary = await summaryOf(tanhGenome(1, 20_000, 0.5));
    expect(summary).toMatchObject({ intervals: 4096, finite: true });
    expect(summary.error).toBeGreaterThan(tolerance);
  });

  test("is finer where there is no noise to hide its error", async () => {
    expect((await summaryOf(tanhGenome(1, 5, 0.5), 0)).intervals).toBeGreaterThan(256);
  });

  test.each([
    ["NaN everywhere", Float32Array.of(NaN, 1, 0, 1)],
    ["infinite everywhere", Float32Array.of(0, 1, Infinity, 1)],
    ["NaN at s̄ = 0 alone", Float32Array.of(0, Infinity, 0, 1)],
  ])("of a function that is %s is marked as not finite", async (_name, genome) => {
    expect(await summaryOf(genome)).toEqual({ intervals: 256, error: NaN, tolerance, finite: false });
  });
});

describe.each(["table", "direct"] as const)("an individual whose f is not finite, f by %s,", (mode) => {
  const healthy = normals(key(3), 4);
  const genomes = Float32Array.of(...healthy, NaN, 1, 1, 1, ...healthy);
  const batch = batchOf({ steps: 20 }, [1], genomes);

  test("does not touch its neighbours, and gives the same on both backends", async () => {
    const withMode = evaluatedBy(batch, mode);
    const [reference, wasm] = await Promise.all(backends.map((backend) => backend.simulate(withMode)));
    expect(wasm).toEqual(reference);
    expect(wasm!.drift.map(({ finite }) => finite)).toEqual([true, false, true]);
    const perIndividual = wasm!.states.length / 3;
    const statesOf = (i: number): Float32Array =>
      wasm!.states.slice(i * perIndividual, (i + 1) * perIndividual);
    expect(statesOf(2)).toEqual(statesOf(0));
    expect([...statesOf(0)].every(Number.isFinite)).toBe(true);
    expect([...statesOf(1)].every(Number.isNaN)).toBe(true);
  });
});

describe("lookUp", () => {
  const { pairs, summary } = tabulate((x) => f32(Math.sin(3 * x)), dt, tolerance);

  test("gives the nodes themselves, the last one included", () => {
    for (const i of [0, 1, 77, 255, 256]) {
      expect(lookUp(pairs, 256, f32(i / 256))).toBe(f32(dt * f32(Math.sin((3 * i) / 256))));
    }
  });

  test("is nowhere further from dt·f than the error found at the midpoints, but for rounding", () => {
    // Linear interpolation errs most near a midpoint; two roundings of values up to 0.01: 1e-9.
    for (let k = 0; k <= 10_000; k++) {
      const x = f32(k / 10_000);
      const error = Math.abs(lookUp(pairs, summary.intervals, x) - dt * Math.sin(3 * x));
      expect(error).toBeLessThan(1.05 * summary.error + 2e-9);
    }
  });
});
