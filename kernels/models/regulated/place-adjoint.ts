import type { Individuals, System } from "../../batch.js";
import { noGradient } from "../../gradient.js";
import type { WasmKernels } from "../../wasm/wasm-kernels.js";
import type { PlacedAdjoints } from "../model.js";
import { placeNetworks } from "./place.js";
import type { RegulatedSpec } from "./spec.js";

/** An interval's sums: four f32 for each of four lanes. */
const INTERVAL_BYTES = 64;
/** The bits of 2²⁰ and of 2¹⁷, from which the assembly counts nodes and intervals. */
const TABLE_BITS = 0x49800000;
const SUMS_BITS = 0x48000000;

/**
 * Places the tables of all individuals and their sums, `TableAdjoint` of `assembly/table-adjoint.ts`.
 *
 * @throws CellfateError `wasm.out-of-memory`; `gradient.unsupported` for networks evaluated in every step
 */
export function placeAdjoints(
  kernels: WasmKernels,
  system: System<RegulatedSpec>,
  individuals: Individuals,
): PlacedAdjoints {
  if (system.model.evaluation === "direct") {
    throw noGradient("wasm", "networks that are evaluated in every step", 'Use the evaluation "table".');
  }
  const networks = placeNetworks(kernels, system, individuals);
  const adjoints = networks.drifts.map(({ table, summary }) => {
    const sums = kernels.allocate(summary.intervals * INTERVAL_BYTES);
    const record = kernels.placeRecord([
      ["i32", table - TABLE_BITS],
      ["f32", summary.intervals],
      ["f32", summary.intervals - 1],
      ["i32", sums - SUMS_BITS],
      ["i32", 0],
    ]);
    kernels.call.openTable(record);
    return { record, size: 2 * summary.intervals, summary };
  });
  return { passes: "Table", drifts: networks, adjoints };
}
