import { describe, expect, it } from "vitest";
import { CATALOGUE, type GradientBatch, key, normals } from "#kernels/index.js";
import { differentiate } from "#kernels/wasm/differentiate.js";
import { TAPE_BYTES } from "#kernels/wasm/gradient-passes.js";
import { WasmKernels } from "#kernels/wasm/wasm-kernels.js";
import { batchOf, tanhGenome } from "../batches.js";

const [CELLS, STEPS, REPLICATES] = [4096, 2000, 4];
const MB = 1024 * 1024;

describe("the memory of a gradient", () => {
  it("is bounded where a tape of all steps would take 125 MB: 4096 cells, 2000 steps", () => {
    const replicates = { from: 0, count: REPLICATES };
    const batch = batchOf({ cells: CELLS, steps: STEPS }, [1], tanhGenome(1, 5, 0.5), { replicates });
    const adjoints = normals(key(1), REPLICATES * CELLS);
    const seed: GradientBatch["seed"] = { kind: "pathwise", adjoints, clip: "straight-through" };
    const kernels = new WasmKernels();
    const before = kernels.call.memory.buffer.byteLength;
    const { blocks } = differentiate(kernels, CATALOGUE, { ...batch, seed }, TAPE_BYTES);
    expect(blocks[0]!.sums.some((sum) => sum !== 0)).toBe(true);
    // A tape and as much noise, 8 MB each; the states at which 16 segments begin, 1 MB; lattice, table and sums.
    const bytes = kernels.call.memory.buffer.byteLength - before;
    expect(bytes).toBeGreaterThan(17 * MB);
    expect(bytes).toBeLessThan(18 * MB);
  });
});
