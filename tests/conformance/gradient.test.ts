import { describe, expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import {
  CONNECTIVITY_NAMES,
  foldIn,
  type GradientBatch,
  key,
  type Key,
  mergeGradients,
  normals,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { batchOf } from "../batches.js";
import { TEST_CATALOGUE } from "../support/connectivities.js";
import { linearKernels } from "../support/linear-model/linear.js";

const HIDDEN = [5, 3];
const INDIVIDUALS = 3;
/** Twice LeCun's weights, so that states meet the walls. */
const GENOMES = Float32Array.from(
  Array.from({ length: INDIVIDUALS }, (_, i) => [...lecunNormal(HIDDEN, foldIn(key(3), i))]).flat(),
  (weight) => 2 * weight,
);

function leaves(purpose: number, count: number): Key[] {
  return Array.from({ length: count }, (_, i) => foldIn(foldIn(key(8), purpose), i));
}

interface Sizes {
  readonly cells: number;
  readonly boundary: string;
  readonly steps: number;
  readonly replicates: number;
  readonly keys: number;
}

/** Pathwise by either clip, and by the score: adjoints and weights are any numbers. */
function batchesOf({ cells, boundary, steps, replicates, keys }: Sizes): GradientBatch[] {
  const model = { cells, boundary, steps, dt: 0.05, noiseStrength: 0.4, initialLow: 0.2, initialHigh: 1 };
  const batch = batchOf(model, HIDDEN, GENOMES, {
    keys: { initialStates: leaves(0, keys), noise: leaves(1, keys) },
    replicates: { from: 992, count: replicates },
  });
  const adjoints = normals(key(9), INDIVIDUALS * replicates * cells);
  const weights = Float64Array.from(normals(key(10), INDIVIDUALS * replicates));
  return [
    { ...batch, seed: { kind: "pathwise", adjoints, clip: "exact" } },
    { ...batch, seed: { kind: "pathwise", adjoints, clip: "straight-through" } },
    { ...batch, seed: { kind: "score", weights } },
  ];
}

/** The replicates `from` … `end − 1` of a batch, counted from its first. */
function cutOut(batch: GradientBatch, from: number, end: number): GradientBatch {
  const { replicates, seed, system } = batch;
  const rowOf = (i: number, each: number): number => Math.trunc(i / each) % replicates.count;
  const within = (i: number, each: number): boolean => from <= rowOf(i, each) && rowOf(i, each) < end;
  const { cells } = system.lattice;
  return {
    ...batch,
    replicates: { from: replicates.from + from, count: end - from },
    seed:
      seed.kind === "pathwise"
        ? { ...seed, adjoints: seed.adjoints.filter((_, i) => within(i, cells)) }
        : { ...seed, weights: seed.weights.filter((_, i) => within(i, 1)) },
  };
}

const reference = createReferenceBackend(TEST_CATALOGUE);
const wasm = createWasmBackend(TEST_CATALOGUE, linearKernels());

describe("the gradient of wasm has the reference's bits", () => {
  const lattices = [...CONNECTIVITY_NAMES, "averaged"].flatMap((boundary) =>
    [1, 2, 3, 7, 33].map((cells) => ({ boundary, cells })),
  );
  it.each(lattices)("$boundary, $cells cells: any replicates, random numbers, clip", async (lattice) => {
    for (const [replicates, steps, keys] of [
      [1, 20, 1],
      [5, 20, INDIVIDUALS],
      // Steps are few, as the reference is slow.
      [100, 3, 1],
      [5, 0, 1],
    ] as const) {
      for (const batch of batchesOf({ ...lattice, replicates, steps, keys })) {
        expect(await wasm.differentiate(batch)).toStrictEqual(await reference.differentiate(batch));
      }
    }
  });
});

describe("the gradient of wasm", () => {
  const sizes = { cells: 7, boundary: "pinned", replicates: 100, steps: 50, keys: 1 };

  it("has the same bits however it is cut into replicates and individuals", async () => {
    for (const batch of batchesOf({ ...sizes, keys: INDIVIDUALS })) {
      const whole = mergeGradients([await wasm.differentiate(batch)]);
      for (const cut of [32, 64, 96]) {
        const parts = [cutOut(batch, 0, cut), cutOut(batch, cut, 100)];
        expect(
          mergeGradients(await Promise.all(parts.map((part) => wasm.differentiate(part)))),
        ).toStrictEqual(whole);
      }
    }
  });

  it("has the same bits whether its tape is whole or in segments", async () => {
    for (const batch of batchesOf(sizes)) {
      const whole = await wasm.differentiate(batch);
      for (const rows of [1, 9, 25, 49]) {
        const segmented = createWasmBackend(TEST_CATALOGUE, linearKernels(), rows * 7 * 16);
        expect(await segmented.differentiate(batch)).toStrictEqual(whole);
      }
    }
  });
});
