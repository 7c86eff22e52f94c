import type { Individuals, System } from "../../batch.js";
import type { WasmKernels } from "../../wasm/wasm-kernels.js";
import type { DriftShader } from "../../webgpu/drift-shader.js";
import { type ShaderPart, shaderParts } from "../../webgpu/shader-parts.js";
import type { ShadedDrifts } from "../model.js";
import { parameterCount } from "./network.js";
import { placeNetworks } from "./place.js";
import type { RegulatedSpec } from "./spec.js";

/** Intervals of the largest table that is kept in workgroup memory: 8 KB, which leaves room for four lines at once. */
const WORKGROUP_INTERVALS = 1024;
/** A node of a table: value and difference, f32 each. */
const PAIR_BYTES = 8;

/** The modules of those names. */
export function modules(...names: readonly string[]): () => Promise<readonly ShaderPart[]> {
  return () => shaderParts(names.map((name) => `models/regulated/shaders/${name}.wgsl`));
}

/** dt·f by a table in workgroup memory. @param nodes of the largest table among its individuals' */
export function workgroupTable(nodes: number): DriftShader {
  return {
    name: "regulated/workgroup-table",
    constants: [`const TABLE_NODES = ${nodes}u;`],
    modules: modules("table-lookup", "increment-workgroup-table"),
  };
}

/** dt·f by a table in storage, for tables that workgroup memory does not hold. */
export const STORAGE_TABLE: DriftShader = {
  name: "regulated/storage-table",
  constants: [],
  modules: modules("table-lookup", "increment-storage-table"),
};

/** dt·f by the network itself. @param hidden sizes of the hidden layers */
export function network(hidden: readonly number[]): DriftShader {
  const layers = [...hidden, 1];
  return {
    name: "regulated/network",
    constants: [
      `const LAYER_COUNT = ${layers.length}u;`,
      `const LAYERS = array<u32, ${layers.length}>(${layers.map((size) => `${size}u`).join(", ")});`,
      `const WIDEST = ${Math.max(...layers)}u;`,
    ],
    modules: modules("increment-network"),
  };
}

/** One of every kind that {@link shadeNetworks} chooses from. */
export const networkShaders: readonly DriftShader[] = [
  workgroupTable(WORKGROUP_INTERVALS + 1),
  STORAGE_TABLE,
  network([8, 3]),
];

/** dt·f of all individuals by their tables or networks, the bits of the WebAssembly kernels. */
export function shadeNetworks(
  kernels: WasmKernels,
  system: System<RegulatedSpec>,
  individuals: Individuals,
  workgroupBytes: number,
): ShadedDrifts {
  const { hidden, evaluation } = system.model;
  const placed = placeNetworks(kernels, system, individuals).drifts;
  const all = [...placed.keys()];
  const summaries = placed.map(({ summary }) => summary);
  if (evaluation === "direct") {
    const parameters = parameterCount(hidden);
    const data = all.map((i) => individuals.genomes.slice(i * parameters, (i + 1) * parameters));
    return { summaries, data, groups: [{ shader: network(hidden), individuals: all }] };
  }
  const nodesOf = (individual: number): number => summaries[individual]!.intervals + 1;
  const most = Math.min(WORKGROUP_INTERVALS + 1, Math.trunc(workgroupBytes / PAIR_BYTES));
  const near = all.filter((individual) => nodesOf(individual) <= most);
  const far = all.filter((individual) => nodesOf(individual) > most);
  return {
    summaries,
    data: placed.map(({ table }, i) => kernels.floats(table, 2 * nodesOf(i)).slice()),
    groups: [
      { shader: workgroupTable(Math.max(1, ...near.map(nodesOf))), individuals: near },
      { shader: STORAGE_TABLE, individuals: far },
    ].filter((group) => group.individuals.length > 0),
  };
}
