import { describe, expect, it } from "vitest";
import { CONNECTIVITY_NAMES, type GradientBatch, mergeGradients } from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { TEST_CATALOGUE } from "../support/connectivities.js";
import { GENOMES, gradientBatchesOf, INDIVIDUALS } from "../support/gradient-batches.js";
import { linearKernels } from "../support/linear-model/linear.js";

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
      for (const batch of gradientBatchesOf({ ...lattice, replicates, steps, keys })) {
        expect(await wasm.differentiate(batch)).toStrictEqual(await reference.differentiate(batch));
      }
    }
  });
});

/** The bias of the output of the first individual. */
const OUTPUT_BIAS = GENOMES.length / INDIVIDUALS - 4;

describe("the gradient of wasm where f is not finite", () => {
  // With pinned ends, three cells: the held ones sense a NaN and the one between them does not.
  const lattices = ["pinned", "open"].flatMap((boundary) => [3, 7].map((cells) => ({ boundary, cells })));
  it.each(lattices)("has the reference's bits: $boundary, $cells cells", async (lattice) => {
    for (const batch of gradientBatchesOf({ ...lattice, replicates: 5, steps: 20, keys: 1 })) {
      const genomes = batch.genomes.with(OUTPUT_BIAS, Infinity);
      const result = await wasm.differentiate({ ...batch, genomes });
      expect(result.drift.map(({ finite }) => finite)).toStrictEqual([false, true, true]);
      expect(result).toStrictEqual(await reference.differentiate({ ...batch, genomes }));
    }
  });
});

describe("the gradient of wasm", () => {
  const sizes = { cells: 7, boundary: "pinned", replicates: 100, steps: 50, keys: 1 };

  it("has the same bits however it is cut into replicates and individuals", async () => {
    for (const batch of gradientBatchesOf({ ...sizes, keys: INDIVIDUALS })) {
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
    for (const batch of gradientBatchesOf(sizes)) {
      const whole = await wasm.differentiate(batch);
      for (const rows of [1, 9, 25, 49]) {
        const segmented = createWasmBackend(TEST_CATALOGUE, linearKernels(), { tapeBytes: rows * 7 * 16 });
        expect(await segmented.differentiate(batch)).toStrictEqual(whole);
      }
    }
  });
});
