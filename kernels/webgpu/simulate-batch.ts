import { layoutOf, type Output, type SimulationBatch, type SimulationResult } from "../batch.js";
import { type Catalogue, modelOf } from "../catalogue.js";
import { latticeOf } from "../lattice.js";
import type { DriftGroup, ShadedDrifts } from "../models/model.js";
import { recorderOf } from "../recorder.js";
import { countPatterns } from "../wasm/pattern-statistics.js";
import type { WasmKernels } from "../wasm/wasm-kernels.js";
import { uploadBuffer } from "./buffers.js";
import type { OpenDevice } from "./device.js";
import type { DriftShader } from "./drift-shader.js";
import { encodeEdges, encodeRows, type GRADIENT_BINDINGS, type SIMULATION_BINDINGS } from "./layout.js";
import type { Programs } from "./programs.js";
import { Readback } from "./readback.js";
import { advanceSource, drawSource, readSource } from "./shaders.js";
import { simulateTile, type TilePrograms } from "./simulate-tile.js";
import { plainWorkgroup, type Sweep, sweepOf } from "./sweep.js";
import { planTiles, type TileLimits } from "./tiles.js";

/** A device with what is known and was compiled for it. */
export interface DeviceContext {
  readonly catalogue: Catalogue;
  readonly device: OpenDevice;
  readonly programs: Programs<(typeof SIMULATION_BINDINGS)[number]>;
  readonly gradientPrograms: Programs<(typeof GRADIENT_BINDINGS)[number]>;
  readonly kernels: WasmKernels;
  /** Most cells of a tile. */
  readonly tileCells: number;
}

async function tilePrograms(
  { device, programs }: DeviceContext,
  { system }: SimulationBatch,
  sweep: Sweep,
  drift: DriftShader,
): Promise<TilePrograms> {
  const layout = layoutOf(system);
  const workgroupSize = plainWorkgroup(device.adapter.limits);
  const [draw, advance, read] = await Promise.all([
    programs.get(drawSource(layout.cells, workgroupSize)),
    programs.get(advanceSource(sweep, drift)),
    programs.get(readSource(layout, system.model.thresholds, workgroupSize)),
  ]);
  const { replicatesPerWorkgroup } = sweep;
  return {
    draw,
    advance,
    read,
    bind: (buffers) => programs.bind(buffers),
    workgroupSize,
    replicatesPerWorkgroup,
  };
}

/** What a device allows of a tile. */
export function tileLimits({ device, tileCells }: DeviceContext): TileLimits {
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension } =
    device.adapter.limits;
  return {
    bufferBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
    workgroups: maxComputeWorkgroupsPerDimension,
    cells: tileCells,
  };
}

/** Bytes of the most numbers that an individual of a group has. */
function largestBytes({ data }: ShadedDrifts, { individuals }: DriftGroup): number {
  return individuals.reduce((most, individual) => Math.max(most, data[individual]!.byteLength), 4);
}

/** A whole batch: individuals grouped by program, each group cut into tiles, one after the other. */
export async function simulateBatch<O extends Output>(
  context: DeviceContext,
  batch: SimulationBatch<O>,
): Promise<SimulationResult<O>> {
  const { catalogue, device, kernels } = context;
  const { system, replicates } = batch;
  const layout = layoutOf(system);
  const { cells } = layout;
  const lattice = latticeOf(system.lattice, catalogue.connectivities);
  const { limits } = device.adapter;
  const sweep = sweepOf(lattice, limits);
  const workgroupBytes = limits.maxComputeWorkgroupStorageSize - sweep.stateBytes;
  const recorder = recorderOf(batch, (words) => countPatterns(words, layout));
  kernels.reset();
  const drifts = modelOf(catalogue, system.model).shade(kernels, system, batch, workgroupBytes);
  device.check();
  const plans = drifts.groups.map((group) => {
    const bytes = largestBytes(drifts, group);
    const tiles = planTiles(group.individuals, replicates.count, cells, bytes, tileLimits(context));
    return { group, tiles };
  });
  const rows = plans.flatMap(({ tiles }) => tiles.map((t) => t.individuals.length * t.replicates.count));
  const readback = new Readback(device, 4 * cells * Math.max(0, ...rows));
  const edges = {
    rows: uploadBuffer(device.gpu, "storage", encodeRows(lattice)),
    edges: uploadBuffer(device.gpu, "storage", encodeEdges(lattice)),
  };
  try {
    for (const { group, tiles } of plans) {
      const programs = await tilePrograms(context, batch, sweep, group.shader);
      for (const tile of tiles) {
        await simulateTile({ device, programs, readback, batch, layout, drifts, edges, tile, recorder });
      }
    }
    await readback.finish();
    device.check();
  } finally {
    readback.destroy();
    edges.rows.destroy();
    edges.edges.destroy();
  }
  return { ...recorder.finish(), drift: drifts.summaries, layout };
}
