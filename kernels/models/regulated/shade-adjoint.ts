import type { Individuals, System } from "../../batch.js";
import { noGradient } from "../../gradient.js";
import type { WasmKernels } from "../../wasm/wasm-kernels.js";
import type { DriftShader } from "../../webgpu/drift-shader.js";
import type { ShadedAdjoints } from "../model.js";
import { placeNetworks } from "./place.js";
import { modules } from "./shade.js";
import type { RegulatedSpec } from "./spec.js";

/** A table of dt·f in storage, and what scatters to its intervals. */
export const TABLE_ADJOINT: DriftShader = {
  name: "regulated/table-adjoint",
  constants: [],
  modules: modules("table-lookup", "increment-storage-table", "scatter-table"),
};

/**
 * The tables of all individuals, the bits of the WebAssembly kernels.
 *
 * @throws CellfateError `wasm.out-of-memory`; `gradient.unsupported` for networks evaluated in every step
 */
export function shadeAdjoints(
  kernels: WasmKernels,
  system: System<RegulatedSpec>,
  individuals: Individuals,
): ShadedAdjoints {
  if (system.model.evaluation === "direct") {
    throw noGradient("webgpu", "networks that are evaluated in every step", 'Use the evaluation "table".');
  }
  const { drifts } = placeNetworks(kernels, system, individuals);
  return {
    summaries: drifts.map(({ summary }) => summary),
    data: drifts.map(({ table, summary }) => kernels.floats(table, 2 * (summary.intervals + 1)).slice()),
    sizes: drifts.map(({ summary }) => 2 * summary.intervals),
  };
}
