// Opens the backend, simulates and disposes of it, as often as the first argument says; prints the resident memory
// after each time, in bytes. Ends without being told to. For memory.test.ts; needs node --expose-gc.
import { setTimeout } from "node:timers/promises";
import { createBackend, key } from "#kernels/index.js";

const batch = {
  system: {
    model: { name: "regulated", noiseStrength: 0.1, thresholds: [0.5], hidden: [1], evaluation: "table" },
    lattice: { connectivity: "open", cells: 7 },
    integrator: { steps: 20, dt: 0.01, initialLow: 0.4, initialHigh: 0.6 },
  },
  individuals: 1,
  genomes: Float32Array.of(-2.5, 5, 0, -1),
  keys: { initialStates: [key(1)], noise: [key(2)] },
  replicates: { from: 0, count: 100 },
  output: "counts",
};

for (let cycle = 0; cycle < Number(process.argv[2]); cycle++) {
  const backend = await createBackend("webgpu");
  await backend.simulate(batch);
  backend.dispose();
  await setTimeout(1);
  globalThis.gc();
  await setTimeout(1);
  console.log(process.memoryUsage.rss());
}
