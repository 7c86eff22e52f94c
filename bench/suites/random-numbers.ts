import { ok } from "node:assert";

import type { Suite } from "../harness/suite.js";
import { boxMuller, type Key, normals, threefry2x32 } from "../../kernels/index.js";
import { noiseNormal } from "../../kernels/random/normal.js";
import { WasmKernels } from "../../kernels/wasm/wasm-kernels.js";

const CELLS = 8;
const STEPS = 100;
const LANES = 4;
const COUNT = CELLS * STEPS * LANES;
const KEY: Key = [123, 456];

/** Standard normals from counters, and what a JavaScript user has without them. */
export default async function randomNumbers(): Promise<Suite> {
  const kernels = new WasmKernels();
  const out = kernels.allocate(4 * (CELLS + 1) * LANES * STEPS);
  const drawNoise = (): void => kernels.call.drawNoise(out, CELLS, 0, STEPS, 1, ...KEY, 0);
  return Promise.resolve({
    title: "Random numbers",
    unit: "normal",
    size: `${COUNT} standard normals`,
    cases: [
      { name: "wasm, threefry2x32 and Box–Muller", work: COUNT, run: drawNoise },
      { name: "TypeScript, the same", work: COUNT, run: () => normals(KEY, COUNT) },
      { name: "Math.random, Math.log, Math.cos", work: COUNT, run: () => builtIn(COUNT) },
    ],
    verify() {
      drawNoise();
      const drawn = kernels.floats(out, COUNT);
      for (let i = 0; i < COUNT; i++) {
        const [lane, cell, step] = [i % LANES, Math.trunc(i / LANES) % CELLS, Math.trunc(i / LANES / CELLS)];
        ok(Object.is(drawn[i], noiseNormal(KEY, step, lane, cell)));
      }
      ok(normals(KEY, 2)[1] === boxMuller(...threefry2x32(KEY, 0, 0))[1]);
    },
  });
}

function builtIn(count: number): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    numbers[i] = radius * Math.cos(angle);
    numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers;
}
