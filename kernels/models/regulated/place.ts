import type { DriftSummary, Individuals, System } from "../../batch.js";
import type { WasmKernels } from "../../wasm/wasm-kernels.js";
import type { PlacedDrifts } from "../model.js";
import { parameterCount } from "./network.js";
import type { RegulatedSpec } from "./spec.js";
import { LARGEST_TABLE, tableTolerance } from "./table.js";

/** A layer's activations of one neuron: one f32 a lane. */
const NEURON_BYTES = 16;
/** A node of a table: value and difference, f32 each. */
const PAIR_BYTES = 8;
/** Bytes of `TableDrift` of `assembly/table-drift.ts`. */
const TABLE_DRIFT_BYTES = 16;

/** dt·f of an individual in the kernels' memory. */
interface PlacedNetwork {
  readonly record: number;
  readonly summary: DriftSummary;
  /** Where its table lies, f32 `[node][2]`; 0 when f is evaluated directly. */
  readonly table: number;
}

/** The drifts of a batch of networks. */
export interface PlacedNetworks extends PlacedDrifts {
  readonly drifts: readonly PlacedNetwork[];
}

/** Where the `NetworkDrift` of each individual lies, of `assembly/network-drift.ts`. */
function placeRecords(
  kernels: WasmKernels,
  { model: { hidden }, integrator }: System<RegulatedSpec>,
  { individuals, genomes }: Individuals,
): number[] {
  const sizes = kernels.place(Int32Array.from(hidden));
  const widest = Math.max(1, ...hidden);
  const scratch = kernels.allocate(2 * widest * NEURON_BYTES);
  const parameters = kernels.place(genomes);
  const genomeBytes = 4 * parameterCount(hidden);
  return Array.from({ length: individuals }, (_, individual) =>
    kernels.placeRecord([
      ["f32", integrator.dt],
      ["i32", parameters + individual * genomeBytes],
      ["i32", sizes],
      ["i32", hidden.length],
      ["i32", scratch],
      ["i32", widest],
    ]),
  );
}

/**
 * Places the networks of all individuals and, where they are to be tabulated, their tables: the tables of every backend
 * but `reference` come from here, so they are the same bits. Whether f is finite is looked for in a table in either case.
 *
 * @throws CellfateError `wasm.out-of-memory`
 */
export function placeNetworks(
  kernels: WasmKernels,
  system: System<RegulatedSpec>,
  individuals: Individuals,
): PlacedNetworks {
  const { evaluation, noiseStrength } = system.model;
  const tolerance = tableTolerance(noiseStrength, system.integrator.dt);
  const networks = placeRecords(kernels, system, individuals);
  const direct = evaluation === "direct";
  const drifts = networks.map((network): PlacedNetwork => {
    const record = kernels.allocate(TABLE_DRIFT_BYTES);
    const table = kernels.allocate((LARGEST_TABLE + 1) * PAIR_BYTES);
    kernels.call.tabulate(network, tolerance, table, record);
    const intervals = kernels.floats(record, 4)[1]!;
    const finite = kernels.words(record, 4)[3] === 1;
    const error = finite ? kernels.floats(record, 4)[2]! : NaN;
    kernels.release(direct ? record : table + (intervals + 1) * PAIR_BYTES);
    return direct
      ? { record: network, table: 0, summary: { intervals: 0, error: 0, tolerance, finite } }
      : { record, table, summary: { intervals, error, tolerance, finite } };
  });
  return { sweep: direct ? "advanceNetwork" : "advanceTable", drifts };
}
