import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Backend,
  CATALOGUE,
  type Catalogue,
  type Connectivity,
  latticeOf,
  lineOf,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWebGpuBackend } from "#kernels/webgpu/webgpu-backend.js";
import { batchOf, evaluatedBy, tanhGenome } from "../../batches.js";

/** Cells see all within a distance of two, and two inner ones are held at 0. */
const averaged: Connectivity = {
  description: "the average of two cells to either side",
  symmetry: "mirror",
  normalise: "receiver",
  neighbours: (cell, cells) =>
    [cell - 2, cell - 1, cell + 1, cell + 2].filter((other) => other >= 0 && other < cells),
  held: (cells) => (cells < 4 ? [] : [1, cells >> 1]),
};
/** The same, each cell sharing what it sends among those who see it: s̄ then reaches 5/3. */
const shared: Connectivity = { ...averaged, normalise: "sender" };
const CONNECTIVITIES = { averaged, shared };
const catalogue: Catalogue = { ...CATALOGUE, connectivities: CONNECTIVITIES };

const STEPS = 20;
/**
 * What 20 steps with |f′| ≤ 5 may be off. A step errs by the rounding of its sums, 6e-8, of its noise, 3e-8, and of s̄,
 * ≤ 4·1e-7 of which dt·|f′| = 0.05 reaches the state; errors grow by at most 1 + 0.05·5/3 = 1.083 a step:
 * 1.1e-7·(1.083²⁰ − 1)/0.083 = 5.2e-6.
 */
const TOLERANCE = 6e-6;

const GENOMES = Float32Array.of(...tanhGenome(1, 5, 0.5), ...tanhGenome(1, 3, 0.4));

describe.skipIf(!inject("webgpu"))("a lattice that is no line, on webgpu", () => {
  const reference = createReferenceBackend(catalogue);
  let backend: Backend;
  beforeAll(async () => {
    backend = await createWebGpuBackend(catalogue);
  });
  afterAll(() => backend.dispose());

  it.each([1, 2, 3, 33, 257])(
    `should have the reference's states within ${TOLERANCE}: %i cells`,
    async (cells) => {
      for (const [connectivity, evaluation] of [
        ["averaged", "table"],
        ["averaged", "direct"],
        // A table ends at s̄ = 1.
        ["shared", "direct"],
      ] as const) {
        // Up to three cells may be a ring.
        if (cells > 3) expect(lineOf(latticeOf({ connectivity, cells }, CONNECTIVITIES))).toBeNull();
        const made = batchOf({ cells, boundary: connectivity, steps: STEPS }, [1], GENOMES);
        const batch = evaluatedBy(made, evaluation);
        const [ours, theirs] = [await backend.simulate(batch), await reference.simulate(batch)];
        let worst = 0;
        ours.states.forEach((s, i) => (worst = Math.max(worst, Math.abs(s - theirs.states[i]!))));
        expect(worst).toBeLessThanOrEqual(TOLERANCE);
        expect(ours.states).toHaveLength(theirs.states.length);
      }
    },
  );
});
