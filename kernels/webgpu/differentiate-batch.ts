import { modelAdjointOf } from "../catalogue.js";
import type { GradientBatch, GradientResult } from "../gradient.js";
import { gradientRecorder } from "../gradient-recorder.js";
import { latticeOf } from "../lattice.js";
import { uploadBuffer } from "./buffers.js";
import { differentiateTile, type GradientPrograms } from "./differentiate-tile.js";
import type { DriftShader } from "./drift-shader.js";
import { encodeEdges, encodeRows } from "./layout.js";
import { drawSource, recordSource, retreatSource } from "./shaders.js";
import { type DeviceContext, tileLimits } from "./simulate-batch.js";
import { plainWorkgroup } from "./sweep.js";
import { planTiles } from "./tiles.js";

/** Room for the tape of a tile, for the sums of its replicates, and for the states at which segments begin. */
export const TAPE_BYTES: number = 64 * 1024 * 1024;

async function gradientPrograms(
  { device, gradientPrograms: programs }: DeviceContext,
  { seed, system }: GradientBatch,
  shader: DriftShader,
): Promise<GradientPrograms> {
  const { cells } = system.lattice;
  const workgroupSize = plainWorkgroup(device.adapter.limits);
  const [draw, record, retreat] = await Promise.all([
    programs.get(drawSource(cells, workgroupSize)),
    programs.get(recordSource(cells, workgroupSize, shader, seed.kind === "score")),
    seed.kind === "score" ? null : programs.get(retreatSource(cells, workgroupSize, shader, seed.clip)),
  ]);
  return { draw, record, retreat, bind: (buffers) => programs.bind(buffers), workgroupSize };
}

/** A whole batch, tile after tile. */
export async function differentiateBatch(
  context: DeviceContext,
  batch: GradientBatch,
  tapeBytes: number,
): Promise<GradientResult> {
  const { catalogue, device, kernels } = context;
  const { system, replicates, individuals } = batch;
  const model = modelAdjointOf(catalogue, system.model);
  const lattice = latticeOf(system.lattice, catalogue.connectivities);
  kernels.reset();
  const adjoints = model.shade(kernels, system, batch);
  const recorders = adjoints.sizes.map((size) => gradientRecorder(batch, size));
  device.check();
  const limits = tileLimits(context);
  const bytes = Math.min(limits.bufferBytes, tapeBytes);
  const numbers = Math.max(...adjoints.data.map(({ length }) => length));
  // Of a replicate: as many rows of the tape as it takes at least, or its sums. Where steps are few, no more cells than a
  // tile of a simulation has: an invocation draws each.
  const rows = Math.max(Math.ceil(Math.sqrt(system.integrator.steps)) + 1, bytes / 4 / limits.cells);
  const words = Math.max(lattice.cells * rows, numbers);
  const all = Array.from({ length: individuals }, (_, individual) => individual);
  const tiles = planTiles(all, replicates.count, words, 4 * numbers, {
    ...limits,
    cells: Math.trunc(bytes / 4),
  });
  const edges = {
    rows: uploadBuffer(device.gpu, "storage", encodeRows(lattice)),
    edges: uploadBuffer(device.gpu, "storage", encodeEdges(lattice)),
  };
  try {
    const programs = await gradientPrograms(context, batch, model.shader);
    for (const tile of tiles) {
      const work = { device, programs, batch, lattice, adjoints, edges, tile, recorders, tapeBytes: bytes };
      await differentiateTile(work);
    }
    device.check();
  } finally {
    edges.rows.destroy();
    edges.edges.destroy();
  }
  return { drift: adjoints.summaries, blocks: recorders.map(({ blocks }) => blocks) };
}
