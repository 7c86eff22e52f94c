import { describe, expect, test } from "vitest";

import { boxMuller, foldIn, key, normals } from "#kernels/index.js";
import { WasmKernels } from "#kernels/wasm/wasm-kernels.js";

import { kolmogorov, MAX_KOLMOGOROV, MAX_Z, meanOf, normalCdf, zScore } from "./statistics.js";

/** Drawn by the kernel that simulates: ξ of 16 cells × 1024 steps × 64 replicates. */
const CELLS = 16;
const STEPS = 1024;
const REPLICATES = 64;
const LANES = 4;

/** `[block of 4 replicates][step][cell][lane]` */
const noise = drawBlocks();

function drawBlocks(): Float32Array {
  const kernels = new WasmKernels();
  const size = STEPS * CELLS * LANES;
  const [k0, k1] = foldIn(key(2024), 3);
  const out = kernels.allocate(4 * size + 4 * LANES * STEPS);
  const all = new Float32Array((size * REPLICATES) / LANES);
  for (let replicate = 0; replicate < REPLICATES; replicate += LANES) {
    kernels.call.drawNoise(out, CELLS, 0, STEPS, 1, k0, k1, replicate);
    all.set(kernels.floats(out, size), (replicate / LANES) * size);
  }
  return all;
}

function xi(cell: number, step: number, replicate: number): number {
  const block = Math.trunc(replicate / LANES);
  return noise[((block * STEPS + step) * CELLS + cell) * LANES + (replicate % LANES)]!;
}

/** `product` of ξ and the ξ of a neighbour in the direction given, for every pair that does not overlap another. */
function* neighbours(
  dCell: number,
  dStep: number,
  dReplicate: number,
  product: (a: number, b: number) => number,
): Generator<number> {
  for (let replicate = 0; replicate + dReplicate < REPLICATES; replicate += 1 + dReplicate) {
    for (let step = 0; step + dStep < STEPS; step += 1 + dStep) {
      for (let cell = 0; cell + dCell < CELLS; cell += 1 + dCell) {
        yield product(xi(cell, step, replicate), xi(cell + dCell, step + dStep, replicate + dReplicate));
      }
    }
  }
}

describe("the noise", () => {
  test("is standard normal by Kolmogorov and Smirnov's test (false-alarm rate 1e-6)", () => {
    // u and angle are multiples of 2⁻²⁴: their steps are four orders below the 2.6e-3 the test resolves.
    expect(kolmogorov(noise, normalCdf)).toBeLessThan(MAX_KOLMOGOROV);
  });

  test("of each half of a pair is normal: cosines at even cells, sines at odd ones (1e-6 each)", () => {
    for (const parity of [0, 1]) {
      const half = noise.filter((_, i) => (Math.trunc(i / LANES) & 1) === parity);
      expect(kolmogorov(half, normalCdf)).toBeLessThan(MAX_KOLMOGOROV);
    }
  });

  test.each([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 3],
    [6, 15],
  ])("has moment %d equal to %d (false-alarm rate 5.7e-7)", (power, expected) => {
    const estimate = meanOf(Float64Array.from(noise, (x) => x ** power));
    expect(Math.abs(zScore(estimate, expected))).toBeLessThan(MAX_Z);
  });

  const directions = [
    ["the other cell of its pair", 1, 0, 0],
    ["the same half of the next pair", 2, 0, 0],
    ["the next step", 0, 1, 0],
    ["the next replicate", 0, 0, 1],
    ["the next block of replicates", 0, 0, 4],
    ["the next cell at the next step", 1, 1, 0],
  ] as const;

  test.each(directions)("does not correlate with %s, nor do squares (5.7e-7 each)", (_name, ...by) => {
    const linear = meanOf(neighbours(...by, (a, b) => a * b));
    const squares = meanOf(neighbours(...by, (a, b) => (a * a - 1) * (b * b - 1)));
    expect(Math.abs(zScore(linear, 0))).toBeLessThan(MAX_Z);
    expect(Math.abs(zScore(squares, 0))).toBeLessThan(MAX_Z);
  });
});

describe("a normal's tail", () => {
  test("ends at √(48 ln 2) = 5.768, reached at the smallest u", () => {
    const end = Math.sqrt(48 * Math.LN2);
    const [cosine] = boxMuller(0, 0);
    // One unit in the last place of an f32 in [4, 8] each for the logarithm, its double and the root.
    expect(Math.abs(cosine - end)).toBeLessThan(1.5e-6);
    for (let word = 0; word < 2 ** 32; word += 2 ** 32 / 100_000) {
      const pair = boxMuller(word >>> 20, word >>> 0);
      expect(Math.max(...pair.map(Math.abs))).toBeLessThanOrEqual(cosine);
    }
  });

  test("leaves out a mass of 8e-9", () => {
    expect(2 * normalCdf(-Math.sqrt(48 * Math.LN2))).toBeCloseTo(8e-9, 9);
  });

  test("is 0 at the largest u, not NaN", () => {
    expect(boxMuller(0xffffffff, 0).map(Math.abs)).toEqual([0, 0]);
  });
});

test("normals drawn as a list are the pairs of their stream's blocks, the last one cut", () => {
  const drawKey = key(5);
  const list = normals(drawKey, 7, 3);
  expect(list).toHaveLength(7);
  expect(normals(drawKey, 6, 3)).toEqual(list.slice(0, 6));
  expect(kolmogorov(normals(drawKey, 100_000), normalCdf)).toBeLessThan(MAX_KOLMOGOROV);
});
