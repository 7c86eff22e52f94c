import { describe, expect, test } from "vitest";

import { createBackend } from "#kernels/index.js";

import { batchOf } from "../batches.js";
import { kolmogorov, MAX_KOLMOGOROV, MAX_Z, meanOf, zScore } from "./statistics.js";

const f32 = Math.fround;
const wasm = await createBackend("wasm");

async function initialStates(initialLow: number, initialHigh: number, count: number): Promise<Float32Array> {
  const model = { cells: 10, steps: 0, initialLow, initialHigh };
  return (await wasm.simulate(batchOf(model, [], new Float32Array(2), { replicates: { from: 0, count } })))
    .states;
}

describe("initial states", () => {
  test.each([
    [0.4, 0.6],
    [0, 1],
    [0.2, 0.9],
  ])("are uniform on [%d, %d] by Kolmogorov and Smirnov's test (1e-6), and within it", async (low, high) => {
    const states = await initialStates(low, high, 20_000);
    const cdf = (x: number): number => (x - low) / (high - low);
    // f32 rounds a state by up to 3e-8, five orders below what 200,000 of them resolve.
    expect(kolmogorov(states, cdf)).toBeLessThan(MAX_KOLMOGOROV);
    expect(Math.min(...states.subarray(0, 100_000))).toBeGreaterThanOrEqual(f32(low));
    expect(Math.max(...states.subarray(0, 100_000))).toBeLessThanOrEqual(f32(high));
  });

  test("of one width 0 are that value, exactly", async () => {
    expect(new Set(await initialStates(0.3, 0.3, 5))).toEqual(new Set([f32(0.3)]));
  });

  test("of neighbouring cells and replicates do not correlate (5.7e-7 each)", async () => {
    const states = await initialStates(0, 1, 20_000);
    for (const distance of [1, 10]) {
      const products = Array.from({ length: 50_000 }, (_, i) => {
        const at = Math.trunc(i / distance) * 2 * distance + (i % distance);
        return (states[at]! - 0.5) * (states[at + distance]! - 0.5);
      });
      expect(Math.abs(zScore(meanOf(products), 0))).toBeLessThan(MAX_Z);
    }
  });
});
