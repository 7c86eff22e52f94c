import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Backend,
  foldIn,
  key,
  latticeOf,
  lineOf,
  type RegulatedSpec,
  type SimulationBatch,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWebGpuBackend } from "#kernels/webgpu/webgpu-backend.js";
import { tanhGenome } from "../../batches.js";
import { OTHER_CONNECTIVITIES, TEST_CATALOGUE } from "../../support/connectivities.js";

const STEPS = 20;
/**
 * What 20 steps with |f′| ≤ 5 may be off. A step errs by the rounding of its sums, 6e-8, of its noise, 3e-8, and of s̄,
 * ≤ 4·1e-7 of which dt·|f′| = 0.05 reaches the state; errors grow by at most 1 + 0.05·5/3 = 1.083 a step:
 * 1.1e-7·(1.083²⁰ − 1)/0.083 = 5.2e-6.
 */
const TOLERANCE = 6e-6;

function batchOn(
  connectivity: keyof typeof OTHER_CONNECTIVITIES,
  cells: number,
  evaluation: RegulatedSpec["evaluation"],
): SimulationBatch<"states"> {
  const model: RegulatedSpec = {
    name: "regulated",
    noiseStrength: 0.1,
    thresholds: [0.5],
    hidden: [1],
    evaluation,
  };
  return {
    system: {
      model,
      lattice: { connectivity, cells },
      integrator: { steps: STEPS, dt: 0.01, initialLow: 0.4, initialHigh: 0.6 },
    },
    individuals: 2,
    genomes: Float32Array.of(...tanhGenome(1, 5, 0.5), ...tanhGenome(1, 3, 0.4)),
    keys: { initialStates: [foldIn(key(1), 0)], noise: [foldIn(key(1), 1)] },
    replicates: { from: 5, count: 7 },
    output: "states",
  };
}

describe.skipIf(!inject("webgpu"))("a lattice that is no line, on webgpu", () => {
  const reference = createReferenceBackend(TEST_CATALOGUE);
  let backend: Backend;
  beforeAll(async () => {
    backend = await createWebGpuBackend(TEST_CATALOGUE);
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
        if (cells > 3) expect(lineOf(latticeOf({ connectivity, cells }, OTHER_CONNECTIVITIES))).toBeNull();
        const batch = batchOn(connectivity, cells, evaluation);
        const [ours, theirs] = [await backend.simulate(batch), await reference.simulate(batch)];
        let worst = 0;
        ours.states.forEach((s, i) => (worst = Math.max(worst, Math.abs(s - theirs.states[i]!))));
        expect(worst).toBeLessThanOrEqual(TOLERANCE);
        expect(ours.states).toHaveLength(theirs.states.length);
      }
    },
  );
});
