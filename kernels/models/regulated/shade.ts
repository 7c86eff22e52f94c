import type { Model, Regulation, RegulationSummary } from "../../batch.js";
import { parameterCount } from "./network.js";
import { placeRegulations } from "./place.js";
import type { WasmKernels } from "../wasm/wasm-kernels.js";
import type { AdapterLimits } from "./adapter.js";
import type { Increment } from "./shaders.js";

/** Intervals of the largest table that is kept in workgroup memory: 8 KB, which leaves room for four lines at once. */
const WORKGROUP_INTERVALS = 1024;

/** The regulatory functions of a batch as the shaders take them. */
export interface Regulations {
  /** `[individual]` */
  readonly summaries: readonly RegulationSummary[];
  /** Per individual its table, `[node][2]`, or its genome, `[parameter]`. */
  readonly data: readonly Float32Array[];
  readonly groups: readonly RegulationGroup[];
}

/** The individuals that one program serves. */
export interface RegulationGroup {
  readonly increment: Increment;
  /** Nodes of the largest table among them, 1 for networks. */
  readonly tableNodes: number;
  /** Indices in the batch. */
  readonly individuals: readonly number[];
}

/**
 * Samples f of every individual with the WebAssembly kernels, then groups the individuals by where their f is
 * read from: what one individual needs changes nothing for another.
 *
 * @param lineBytes workgroup memory that the states of a line take
 */
export function groupRegulations(
  kernels: WasmKernels,
  model: Model,
  regulation: Regulation,
  limits: AdapterLimits,
  lineBytes: number,
): Regulations {
  kernels.reset();
  const placed = placeRegulations(kernels, model, regulation).individuals;
  const parameters = parameterCount(regulation.hidden);
  const groups = new Map<Increment, { tableNodes: number; individuals: number[] }>();
  placed.forEach(({ summary: { intervals } }, individual) => {
    const fits = 8 * (intervals + 1) + lineBytes <= limits.maxComputeWorkgroupStorageSize;
    let increment: Increment = "network";
    if (regulation.mode === "table") {
      increment = intervals <= WORKGROUP_INTERVALS && fits ? "workgroup-table" : "storage-table";
    }
    const group = groups.get(increment) ?? { tableNodes: 1, individuals: [] };
    group.tableNodes = Math.max(group.tableNodes, intervals + 1);
    group.individuals.push(individual);
    groups.set(increment, group);
  });
  return {
    summaries: placed.map(({ summary }) => summary),
    data: placed.map(({ genome, table, summary: { intervals } }) =>
      regulation.mode === "table"
        ? kernels.floats(table, 2 * (intervals + 1)).slice()
        : kernels.floats(genome, parameters).slice(),
    ),
    groups: [...groups].map(([increment, group]) => ({ increment, ...group })),
  };
}
