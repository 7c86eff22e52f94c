import { afterAll, describe, expect, inject, it } from "vitest";
import {
  type Backend,
  CONNECTIVITY_NAMES,
  genomeGradient,
  type GradientBatch,
  type GradientResult,
  mergeGradients,
} from "#kernels/index.js";
import { createReferenceBackend } from "#kernels/reference/reference-backend.js";
import { createWebGpuBackend, type WebGpuOptions } from "#kernels/webgpu/webgpu-backend.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { TEST_CATALOGUE } from "../support/connectivities.js";
import { GENOMES, gradientBatchesOf, INDIVIDUALS, largestDifference } from "../support/gradient-batches.js";

/**
 * What `webgpu` may be off after 20 steps, in units of the largest element. A step errs by the rounding of its noise, 3e-6·σ√dt =
 * 3e-7, and of its sums, 6e-8: 7e-6 were all of one sign, some times as much as errors grow by slopes of f of 2 or so
 * over one unit of time; slopes change by a few times as much as states.
 */
const SHADER_TOLERANCE = 1e-4;

const reference = createReferenceBackend(TEST_CATALOGUE);

describe.skipIf(!inject("webgpu"))("the gradient of webgpu", () => {
  const opened: Backend[] = [];
  const open = async (options: WebGpuOptions = {}): Promise<Backend> => {
    const backend = await createWebGpuBackend(TEST_CATALOGUE, options);
    opened.push(backend);
    return backend;
  };
  afterAll(() => {
    for (const backend of opened) backend.dispose();
  });

  const clippedOf = (result: GradientResult): number[] =>
    mergeGradients([result]).map(({ clipped }) => clipped);
  const genomeGradients = ({ system }: GradientBatch, result: GradientResult): Float64Array[] =>
    mergeGradients([result]).map(({ sums }, i) => {
      const parameters = GENOMES.length / INDIVIDUALS;
      const genome = GENOMES.subarray(i * parameters, (i + 1) * parameters);
      return genomeGradient(system, genome, sums, TEST_CATALOGUE);
    });

  const lattices = [...CONNECTIVITY_NAMES, "averaged"].flatMap((boundary) =>
    [1, 2, 7, 33].map((cells) => ({ boundary, cells })),
  );
  it.each(lattices)("is the reference's but for rounding: $boundary, $cells cells", async (lattice) => {
    const webgpu = opened[0] ?? (await open());
    for (const batch of gradientBatchesOf({ ...lattice, replicates: 37, steps: 20, keys: INDIVIDUALS })) {
      const [ours, theirs] = [await webgpu.differentiate(batch), await reference.differentiate(batch)];
      expect(ours.drift).toStrictEqual(theirs.drift);
      const expected = genomeGradients(batch, theirs);
      const [gradients, clips] = [genomeGradients(batch, ours), clippedOf(theirs)];
      clippedOf(ours).forEach((count, individual) => {
        // A state within rounding of a wall, one of 10⁴, may be clipped here and not there; the exact clip then stops an adjoint.
        expect(Math.abs(count - clips[individual]!)).toBeLessThanOrEqual(1 + clips[individual]! / 1000);
        const exact = batch.seed.kind === "pathwise" && batch.seed.clip === "exact";
        if (exact && count !== clips[individual]) return;
        const difference = largestDifference(gradients[individual]!, expected[individual]!);
        expect(difference).toBeLessThan(SHADER_TOLERANCE);
      });
    }
  });

  it("takes more cells at once than a dispatch draws where steps are few: 600 cells, 8000 replicates, one step", async () => {
    const webgpu = opened[0] ?? (await open());
    const sizes = { cells: 600, boundary: "open", replicates: 8000, steps: 1, keys: 1 };
    // The score: its sums and counts are of all cells. One individual, as each is dispatched on its own.
    const [, , batch] = gradientBatchesOf(sizes);
    const genomes = GENOMES.subarray(0, GENOMES.length / INDIVIDUALS);
    const seed = { kind: "score", weights: new Float64Array(sizes.replicates).fill(1) } as const;
    const one = { ...batch!, individuals: 1, genomes, seed };
    const [ours, theirs] = [await webgpu.differentiate(one), await createWasmBackend().differentiate(one)];
    const [count, expected] = [clippedOf(ours)[0]!, clippedOf(theirs)[0]!];
    // Of 4.8·10⁶ states, with a density of about 1 at a wall, two are within rounding of it, 3e-7; ten times as many may be.
    expect(Math.abs(count - expected)).toBeLessThanOrEqual(20);
    expect(expected).toBeGreaterThan(0);
  });

  it("has the same bits wherever replicates and tape are cut", async () => {
    // Room for 31 rows of sums, and for 78 steps of these.
    const small = await open({ tapeBytes: 1 << 16 });
    for (const batch of gradientBatchesOf({
      cells: 7,
      boundary: "pinned",
      replicates: 33,
      steps: 200,
      keys: 1,
    })) {
      const whole = await (opened[0] ?? (await open())).differentiate(batch);
      expect(await small.differentiate(batch)).toStrictEqual(whole);
    }
  });
});
