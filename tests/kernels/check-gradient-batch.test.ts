import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Backend,
  BACKEND_NAMES,
  createBackend,
  type GradientBatch,
  parameterCount,
  type PathwiseSeed,
  type ScoreSeed,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { checkGradientBatch } from "#kernels/check-batch.js";
import { batchOf, evaluatedBy, tanhGenome, withSteps } from "../batches.js";
import { TEST_CATALOGUE } from "../support/connectivities.js";

const SYSTEM = withSteps(batchOf({}, [1], tanhGenome(1, 5, 0.5)), 20);
const PATHWISE: PathwiseSeed = { kind: "pathwise", adjoints: new Float32Array(8 * 7).fill(1), clip: "exact" };
const SCORE: ScoreSeed = { kind: "score", weights: new Float64Array(8).fill(1) };
const BATCH: GradientBatch = { ...SYSTEM, seed: PATHWISE };
const { system } = SYSTEM;

/** The fast backends of this machine. */
const THERE = inject("webgpu") ? (["wasm", "webgpu"] as const) : (["wasm"] as const);

const MISUSES: readonly (readonly [what: string, where: string, batch: GradientBatch])[] = [
  [
    "a system without cells",
    "batch.system.lattice.cells",
    { ...BATCH, system: { ...system, lattice: { connectivity: "open", cells: 0 } } },
  ],
  [
    "replicates from the middle of a block",
    "batch.replicates.from",
    { ...BATCH, replicates: { from: 8, count: 8 } },
  ],
  [
    "adjoints of too few cells",
    "batch.seed.adjoints",
    { ...BATCH, seed: { ...PATHWISE, adjoints: new Float32Array(8) } },
  ],
  [
    "an adjoint that is none",
    "batch.seed.adjoints[3]",
    { ...BATCH, seed: { ...PATHWISE, adjoints: PATHWISE.adjoints.with(3, NaN) } },
  ],
  ["too few weights", "batch.seed.weights", { ...BATCH, seed: { ...SCORE, weights: new Float64Array(7) } }],
  [
    "a weight beyond numbers",
    "batch.seed.weights[1]",
    { ...BATCH, seed: { ...SCORE, weights: SCORE.weights.with(1, Infinity) } },
  ],
  [
    "a score of no noise",
    "batch.system.model.noiseStrength",
    { ...BATCH, system: { ...system, model: { ...system.model, noiseStrength: 0 } }, seed: SCORE },
  ],
];

describe.each(BACKEND_NAMES)("the gradient of the backend %s", (name) => {
  describe.skipIf(name === "webgpu" && !inject("webgpu"))("where it is there", () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await createBackend(name);
    });
    afterAll(() => backend.dispose());

    it.each(MISUSES)("refuses %s and says where", async (_, where, batch) => {
      const refused = backend.differentiate(batch);
      await expect(refused).rejects.toMatchObject({ code: "argument.invalid", where });
      await expect(refused).rejects.toHaveProperty("cure");
    });
  });
});

describe("a gradient that there is none of", () => {
  const unsupported = { code: "gradient.unsupported", cure: expect.any(String) as unknown };

  it("is refused for a model that has none", () => {
    const model = { name: "linear", noiseStrength: 0.1, thresholds: [0.5] };
    const batch = { ...BATCH, system: { ...system, model }, genomes: new Float32Array(3) };
    expect(() => checkGradientBatch(batch, TEST_CATALOGUE)).toThrow(expect.objectContaining(unsupported));
  });

  it("is refused for networks that are evaluated in every step, which the reference differentiates", async () => {
    const batch = { ...evaluatedBy(SYSTEM, "direct"), seed: PATHWISE };
    for (const name of THERE) {
      const backend = await createBackend(name);
      await expect(backend.differentiate(batch)).rejects.toMatchObject(unsupported);
      backend.dispose();
    }
    const { blocks } = await createReferenceBackend().differentiate(batch);
    expect(blocks[0]?.sums).toHaveLength(4);
  });
});

describe("a gradient of more sums than an array has", () => {
  it("is refused before anything is simulated", async () => {
    const count = 131_072;
    const hidden = [256, 256, 256, 256];
    const model = { ...system.model, hidden, evaluation: "direct" as const };
    const refused = (await createBackend("reference")).differentiate({
      ...SYSTEM,
      system: { ...system, model },
      genomes: new Float32Array(parameterCount(hidden)),
      replicates: { from: 0, count },
      seed: { kind: "score", weights: new Float64Array(count) },
    });
    const where = "batch.replicates.count";
    await expect(refused).rejects.toMatchObject({ code: "argument.invalid", where });
  });
});

describe("what a gradient says of its way back", () => {
  it.each(THERE)(
    "begins at the norm of the final adjoints and counts the states at the walls: %s",
    async (name) => {
      const backend = await createBackend(name);
      const anywhere = { ...system, integrator: { ...system.integrator, initialLow: 0, initialHigh: 1 } };
      const { blocks } = await backend.differentiate({ ...BATCH, system: anywhere });
      const { states } = await backend.simulate({ ...SYSTEM, system: anywhere, output: "trajectory" });
      const walled = states.filter((state, i) => i % (21 * 7) >= 7 && (state === 0 || state === 1)).length;
      backend.dispose();
      expect(blocks[0]?.squaredNorms).toHaveLength(21);
      expect(blocks[0]?.squaredNorms[20]).toBe(8 * 7);
      expect(walled).toBeGreaterThan(0);
      expect(blocks[0]?.clipped[0]).toBe(walled);
    },
  );
});
