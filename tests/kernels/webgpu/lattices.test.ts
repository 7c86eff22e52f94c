import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Backend, latticeOf, type SimulationBatch } from "#kernels/index.js";
import { lineOf } from "#kernels/lattice.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWebGpuBackend } from "#kernels/webgpu/webgpu-backend.js";
import { batchOf, evaluatedBy, tanhGenome } from "../../batches.js";
import { OTHER_CONNECTIVITIES, TEST_CATALOGUE } from "../../support/connectivities.js";

const STEPS = 20;
/**
 * What 20 steps with |f′| ≤ 5 may be off. A step errs by the rounding of its sums, 6e-8, of its noise, 3e-8, and of s̄,
 * ≤ 4·1e-7 of which dt·|f′| = 0.05 reaches the state; errors grow by at most 1 + 0.05·5/3 = 1.083 a step:
 * 1.1e-7·(1.083²⁰ − 1)/0.083 = 5.2e-6.
 */
const TOLERANCE = 6e-6;
const GENOMES = Float32Array.of(...tanhGenome(1, 5, 0.5), ...tanhGenome(1, 3, 0.4));

describe.skipIf(!inject("webgpu"))("any lattice and model, on webgpu", () => {
  const reference = createReferenceBackend(TEST_CATALOGUE);
  let backend: Backend;
  beforeAll(async () => {
    backend = await createWebGpuBackend(TEST_CATALOGUE);
  });
  afterAll(() => backend.dispose());

  /** Largest difference of the states from the reference's. */
  async function difference(batch: SimulationBatch<"states">): Promise<number> {
    const [ours, theirs] = [await backend.simulate(batch), await reference.simulate(batch)];
    expect(ours.states).toHaveLength(theirs.states.length);
    return ours.states.reduce((worst, s, i) => Math.max(worst, Math.abs(s - theirs.states[i]!)), 0);
  }

  it.each([1, 2, 3, 33, 257])(
    `should have the reference's states within ${TOLERANCE}: %i cells`,
    async (cells) => {
      for (const [boundary, evaluation] of [
        ["averaged", "table"],
        ["averaged", "direct"],
        // A table ends at s̄ = 1.
        ["shared", "direct"],
      ] as const) {
        // Up to three cells may be a ring.
        const lattice = latticeOf({ connectivity: boundary, cells }, OTHER_CONNECTIVITIES);
        if (cells > 3) expect(lineOf(lattice)).toBeNull();
        const batch = batchOf({ cells, boundary, steps: STEPS }, [1], GENOMES);
        expect(await difference(evaluatedBy(batch, evaluation))).toBeLessThanOrEqual(TOLERANCE);
      }
    },
  );

  it.each([
    ["open", 7],
    ["periodic", 40],
    ["averaged", 7],
    ["shared", 40],
  ])(
    `should have the reference's states within ${TOLERANCE} where cells sense themselves: %s, %i cells`,
    async (boundary, cells) => {
      const batch = batchOf({ cells, boundary, steps: STEPS }, [1], GENOMES);
      const model = { name: "linear", noiseStrength: 0.1, thresholds: [0.5] };
      const genomes = Float32Array.of(0.5, -2, 1, 0.9, 0.3, -1.5);
      // |∂f/∂s| + 5/3·|∂f/∂s̄| ≤ 2 + 5/3, less than the 5·5/3 above.
      const ours = { ...batch, system: { ...batch.system, model }, genomes };
      expect(await difference(ours)).toBeLessThanOrEqual(TOLERANCE);
    },
  );
});
