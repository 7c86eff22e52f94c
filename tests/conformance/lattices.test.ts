import { expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import { foldIn, key, type Output } from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { batchOf, evaluatedBy } from "../batches.js";
import { OTHER_CONNECTIVITIES, TEST_CATALOGUE } from "../support/connectivities.js";
import { linearKernels } from "../support/linear-model/linear.js";

const HIDDEN = [5, 3];
const GENOMES = Float32Array.of(...lecunNormal(HIDDEN, key(3)), ...lecunNormal(HIDDEN, key(4)));
const OUTPUTS: readonly Output[] = ["counts", "states", "trajectory"];

const reference = createReferenceBackend(TEST_CATALOGUE);
const wasm = createWasmBackend(TEST_CATALOGUE, linearKernels());

it.each(
  Object.keys(OTHER_CONNECTIVITIES).flatMap((boundary) =>
    [1, 2, 3, 4, 8, 33].map((cells) => ({ boundary, cells })),
  ),
)("wasm has the reference's bits on a lattice that is no line: $boundary, $cells cells", async (lattice) => {
  for (const output of OUTPUTS) {
    const batch = batchOf({ ...lattice, steps: 23, thresholds: [0.35, 0.6] }, HIDDEN, GENOMES, {
      replicates: { from: 1000, count: 6 },
      output,
      every: 5,
    });
    // A table ends at s̄ = 1, which only an average keeps to.
    const averages = lattice.boundary === "averaged";
    for (const one of averages ? [batch, evaluatedBy(batch, "direct")] : [evaluatedBy(batch, "direct")]) {
      expect(await wasm.simulate(one)).toStrictEqual(await reference.simulate(one));
    }
  }
});

it.each([...Object.keys(OTHER_CONNECTIVITIES), "open", "pinned", "periodic"])(
  "wasm has the reference's bits for a model that reads a cell's own state: %s",
  async (connectivity) => {
    for (const cells of [1, 2, 3, 33]) {
      const batch = {
        system: {
          model: { name: "linear", noiseStrength: 0.1, thresholds: [0.5] },
          lattice: { connectivity, cells },
          integrator: { steps: 40, dt: 0.05, initialLow: 0.3, initialHigh: 0.7 },
        },
        individuals: 2,
        genomes: Float32Array.of(0.5, -2, 1, 0.9, 0.3, -1.5),
        keys: { initialStates: [foldIn(key(2), 0)], noise: [foldIn(key(2), 1)] },
        replicates: { from: 7, count: 5 },
        output: "trajectory",
      } as const;
      expect(await wasm.simulate(batch)).toStrictEqual(await reference.simulate(batch));
    }
  },
);
