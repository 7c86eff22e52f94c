import type { Catalogue } from "../catalogue.js";
import type { GradientBatch, GradientResult } from "../gradient.js";
import { GradientPasses } from "./gradient-passes.js";
import type { KeptTape } from "./kept-tape.js";
import { LANES } from "./records.js";
import type { WasmKernels } from "./wasm-kernels.js";

/**
 * Differentiates a batch, four replicates at a time.
 *
 * @param tapeBytes most that a tape takes, unless it is one of √steps
 * @param kept what the simulation of this batch has left, if it has: no result depends on it
 * @throws CellfateError `gradient.unsupported`, `wasm.out-of-memory`
 */
export function differentiate(
  kernels: WasmKernels,
  catalogue: Catalogue,
  batch: GradientBatch,
  tapeBytes: number,
  kept: KeptTape | null = null,
): GradientResult {
  const { individuals, replicates, keys } = batch;
  const passes = new GradientPasses(kernels, catalogue, batch, tapeBytes, kept);
  const common = keys.noise.length === 1 && keys.initialStates.length === 1;
  const groupSize = common ? individuals : 1;
  for (let row = 0; row < replicates.count; row += LANES) {
    const lanes = Math.min(LANES, replicates.count - row);
    for (let first = 0; first < individuals; first += groupSize) {
      passes.run({ first, end: first + groupSize, row, lanes });
    }
  }
  return passes.result;
}
