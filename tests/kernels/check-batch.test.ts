import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Backend, BACKEND_NAMES, createBackend } from "#kernels/index.js";
import { batchOf, type NetworkBatch, tanhGenome, withSteps } from "../batches.js";

const BATCH = withSteps(batchOf({}, [1], tanhGenome(1, 5, 0.5)), 20);
type Batch = NetworkBatch<"states">;

function objectIn(parent: object, name: string): object {
  const value: unknown = Reflect.get(parent, name);
  return typeof value === "object" && value !== null ? value : {};
}

/** `BATCH` with the value at a path replaced, whatever its type. */
function changed(path: string, value: unknown): Batch {
  const copy = structuredClone(BATCH);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  Reflect.set(steps.reduce(objectIn, copy), last, value);
  return copy;
}

interface Misuse {
  readonly what: string;
  readonly path: string;
  readonly value: unknown;
  /** Where the error says it is, if not at the path. */
  readonly where?: string;
}

const MISUSES: readonly Misuse[] = [
  { what: "too few parameters", path: "genomes", value: new Float32Array(3) },
  { what: "genomes in f64", path: "genomes", value: new Float64Array(4) },
  { what: "genomes in a plain array", path: "genomes", value: [1, 2, 3, 4] },
  { what: "no genomes", path: "genomes", value: undefined },
  { what: "more individuals than genomes", path: "individuals", value: 2, where: "genomes" },
  { what: "no individuals", path: "individuals", value: 0 },
  { what: "too many individuals", path: "individuals", value: 65_537 },
  { what: "no hidden layer for four parameters", path: "system.model.hidden", value: [], where: "genomes" },
  {
    what: "a hidden layer of half a cell",
    path: "system.model.hidden",
    value: [1.5],
    where: "system.model.hidden[0]",
  },
  { what: "an unknown evaluation", path: "system.model.evaluation", value: "bogus" },
  { what: "negative noise", path: "system.model.noiseStrength", value: -1 },
  { what: "noise beyond f32", path: "system.model.noiseStrength", value: 1e41 },
  { what: "noise that is no number", path: "system.model.noiseStrength", value: NaN },
  { what: "no threshold", path: "system.model.thresholds", value: [] },
  {
    what: "descending thresholds",
    path: "system.model.thresholds",
    value: [0.6, 0.4],
    where: "system.model.thresholds[1]",
  },
  {
    what: "more fates than digits",
    path: "system.model.thresholds",
    value: Array.from({ length: 10 }, (_, i) => i / 10),
  },
  { what: "a cell and a half", path: "system.lattice.cells", value: 1.5 },
  { what: "more cells than the noise counts", path: "system.lattice.cells", value: 4097 },
  { what: "steps back in time", path: "system.integrator.steps", value: -1 },
  { what: "half a step", path: "system.integrator.steps", value: 20.5 },
  { what: "more steps than the noise counts", path: "system.integrator.steps", value: 2 ** 32 },
  { what: "a step of no length", path: "system.integrator.dt", value: 1e-50 },
  { what: "initial states beyond 1", path: "system.integrator.initialHigh", value: 1.1 },
  { what: "initial states from high to low", path: "system.integrator.initialHigh", value: 0.1 },
  { what: "replicates beyond those that the noise counts", path: "replicates.from", value: 2 ** 21 },
  { what: "no replicates", path: "replicates.count", value: 0 },
  { what: "an unknown output", path: "output", value: "everything" },
  { what: "no key", path: "keys.noise", value: [] },
  { what: "a key of fractions", path: "keys.noise", value: [[0, 0.5]], where: "keys.noise[0][1]" },
];

describe.each(BACKEND_NAMES)("the backend %s", (name) => {
  describe.skipIf(name === "webgpu" && !inject("webgpu"))("where it is there", () => {
    let backend: Backend;
    let right: Float32Array;
    beforeAll(async () => {
      backend = await createBackend(name);
      right = (await backend.simulate(BATCH)).states;
    });
    afterAll(() => backend.dispose());

    it.each(MISUSES)("refuses $what, says where, and then gives its right bits", async (misuse) => {
      const { path, value, where = path } = misuse;
      const refused = backend.simulate(changed(path, value));
      await expect(refused).rejects.toMatchObject({ code: "argument.invalid", where: `batch.${where}` });
      await expect(refused).rejects.toHaveProperty("cure");
      expect((await backend.simulate(BATCH)).states).toEqual(right);
    });

    it.each([
      ["a model", "system.model.name", "model.unknown"],
      ["a connectivity", "system.lattice.connectivity", "lattice.unknown"],
    ])("refuses %s that there is none of", async (_, path, code) => {
      await expect(backend.simulate(changed(path, "toString"))).rejects.toMatchObject({ code });
      await expect(backend.simulate(changed(path, 7))).rejects.toMatchObject({ code: "argument.invalid" });
      expect((await backend.simulate(BATCH)).states).toEqual(right);
    });

    it("refuses results that no array can hold, before it begins", async () => {
      const many = changed("replicates.count", 2_000_000);
      const long = { ...withSteps(many, 1000), output: "trajectory" as const };
      await expect(backend.simulate(long)).rejects.toMatchObject({ where: "batch.replicates.count" });
      expect((await backend.simulate(BATCH)).states).toEqual(right);
    });
  });
});
