import type { SimulationBatch, SimulationResult } from "../backend.js";
import { type PatternLayout, patternLayout } from "../patterns.js";
import type { WasmKernels } from "../wasm/wasm-kernels.js";
import { CollectedResult } from "./collected-result.js";
import type { OpenDevice } from "./device.js";
import type { Programs } from "./programs.js";
import { Readback } from "./readback.js";
import { groupRegulations, type RegulationGroup, type Regulations } from "./regulation-groups.js";
import type { Specialisation } from "./shaders.js";
import { simulateTile, type TilePrograms } from "./simulate-tile.js";
import { planTiles, type TileLimits } from "./tiles.js";

/** Longest line whose states are kept in registers, an invocation a replicate; beyond, a workgroup a replicate. */
const REGISTER_CELLS = 32;
/** Invocations of a workgroup where nothing else decides: two hardware subgroups or one, on any device. */
const WORKGROUP_SIZE = 64;

/** A device with what was compiled for it. */
export interface Engine {
  readonly device: OpenDevice;
  readonly programs: Programs;
  readonly kernels: WasmKernels;
  /** Most cells of a tile. */
  readonly tileCells: number;
}

/** Invocations that advance one line together: enough for its pairs of cells, a power of two. */
function lineWorkgroup(cells: number, most: number): number {
  let size = 32;
  while (size < cells / 2 && size < most) size *= 2;
  return Math.min(size, most);
}

async function tilePrograms(
  { device, programs }: Engine,
  batch: SimulationBatch,
  layout: PatternLayout,
  { increment, tableNodes }: RegulationGroup,
): Promise<TilePrograms> {
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX } = device.adapter.limits;
  const most = Math.min(256, maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX);
  const plain = Math.min(WORKGROUP_SIZE, most);
  const { boundary, thresholds } = batch.model;
  const { hidden } = batch.regulation;
  const common = { boundary, layout, thresholds, hidden, increment, tableNodes, workgroupSize: plain };
  // What a program does not read is left at one value, so that it is compiled once.
  const shared: Specialisation = { ...common, hidden: [], increment: "network", tableNodes: 1 };
  const long = layout.cells > REGISTER_CELLS;
  const [draw, advance, read] = await Promise.all([
    programs.get("draw-initial-states", shared),
    long
      ? programs.get("advance-lines", { ...common, workgroupSize: lineWorkgroup(layout.cells, most) })
      : programs.get("advance-replicates", common),
    programs.get("read-patterns", shared),
  ]);
  return {
    draw,
    advance,
    read,
    bindings: programs.bindings,
    workgroupSize: plain,
    replicatesPerWorkgroup: long ? 1 : plain,
  };
}

function tileLimits({ device, tileCells }: Engine): TileLimits {
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension } =
    device.adapter.limits;
  return {
    bufferBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
    workgroups: maxComputeWorkgroupsPerDimension,
    cells: tileCells,
  };
}

/** Bytes of the largest table or genome of a group. */
function largestBytes({ data }: Regulations, { individuals }: RegulationGroup): number {
  return individuals.reduce((most, individual) => Math.max(most, data[individual]!.byteLength), 4);
}

/** A whole batch: individuals grouped by program, each group cut into tiles, one after the other. */
export async function simulateBatch(engine: Engine, batch: SimulationBatch): Promise<SimulationResult> {
  const { device, kernels } = engine;
  const { cells, thresholds } = batch.model;
  const layout = patternLayout(cells, thresholds.length + 1);
  const collected = new CollectedResult(batch, layout);
  const lineBytes = cells > REGISTER_CELLS ? 4 * cells : 0;
  const { limits } = device.adapter;
  const regulations = groupRegulations(kernels, batch.model, batch.regulation, limits, lineBytes);
  device.check();
  const plans = regulations.groups.map((group) => {
    const bytes = largestBytes(regulations, group);
    const tiles = planTiles(group.individuals, batch.replicates.count, cells, bytes, tileLimits(engine));
    return { group, tiles };
  });
  const rows = plans.flatMap(({ tiles }) => tiles.map((t) => t.individuals.length * t.replicates.count));
  const readback = new Readback(device, 4 * cells * Math.max(0, ...rows));
  try {
    for (const { group, tiles } of plans) {
      const programs = await tilePrograms(engine, batch, layout, group);
      for (const tile of tiles) {
        await simulateTile({ device, programs, readback, batch, layout, regulations, tile, collected });
      }
    }
    await readback.finish();
    device.check();
  } finally {
    readback.destroy();
  }
  return collected.result(regulations.summaries);
}
