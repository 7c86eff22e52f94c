import { frameAt, type SimulationBatch, stepsToFrame } from "../batch.js";
import type { ShadedDrifts } from "../models/model.js";
import type { PatternLayout } from "../packed-patterns.js";
import type { Recorder } from "../recorder.js";
import { createBuffer, uploadBuffer } from "./buffers.js";
import type { OpenDevice } from "./device.js";
import { encodeBatch, type SIMULATION_BINDINGS } from "./layout.js";
import type { Program, Programs } from "./programs.js";
import type { Readback } from "./readback.js";
import { recordPatterns, recordStates } from "./record-tile.js";
import { TileQueue, uploadIndividuals } from "./tile-queue.js";
import type { Tile } from "./tiles.js";

/** What is run on a tile, in this order; `advance` as often as the steps need. */
export interface TilePrograms {
  readonly draw: Program;
  readonly advance: Program;
  readonly read: Program;
  /** The bind group that all of them see. */
  readonly bind: Programs<(typeof SIMULATION_BINDINGS)[number]>["bind"];
  /** Invocations of a workgroup of `draw` and `read`. */
  readonly workgroupSize: number;
  /** Of `advance`. */
  readonly replicatesPerWorkgroup: number;
}

/** A tile with everything that its simulation needs. */
export interface TileWork {
  readonly device: OpenDevice;
  readonly programs: TilePrograms;
  readonly readback: Readback;
  readonly batch: SimulationBatch;
  readonly layout: PatternLayout;
  readonly drifts: ShadedDrifts;
  /** The lattice's. */
  readonly edges: { readonly rows: GPUBuffer; readonly edges: GPUBuffer };
  readonly tile: Tile;
  readonly recorder: Recorder<unknown>;
}

/**
 * Simulates a tile from the initial states to the patterns. The steps are cut into dispatches of bounded time,
 * two in flight; states stay on the device between them, so where they are cut changes no bit. What is asked
 * for is copied into `readback`; the tile's buffers are given back as soon as the device is done with them.
 */
export async function simulateTile(work: TileWork): Promise<void> {
  const { device, programs, readback, batch, layout, drifts, edges, tile, recorder } = work;
  const { system, replicates } = batch;
  const { steps } = system.integrator;
  const { gpu } = device;
  const { count } = tile.replicates;
  const rows = tile.individuals.length * count;
  const cells = rows * layout.cells;
  const firstReplicate = replicates.from + tile.replicates.from;
  const buffers = {
    batch: uploadBuffer(gpu, "uniform", encodeBatch(system, firstReplicate, count)),
    ...uploadIndividuals(gpu, batch.keys, drifts.data, tile),
    states: createBuffer(gpu, "storage", 4 * cells),
    patterns: createBuffer(gpu, "storage", 4 * rows * layout.wordsPerPattern),
  };
  const bindGroup = programs.bind({ ...buffers, ...edges });
  const queue = new TileQueue(device, bindGroup, buffers.batch, tile.individuals.length);

  try {
    queue.dispatch(programs.draw, Math.ceil((count * layout.cells) / programs.workgroupSize));
    for (let step = 0; ;) {
      const frame = frameAt(batch, step);
      if (frame !== null) {
        await readback.append(buffers.states, 4 * cells, (bytes) => {
          recordStates(recorder, tile, layout, frame, new Float32Array(bytes));
        });
      }
      if (step === steps) break;
      const { pacing } = programs.advance;
      const advanced = Math.min(pacing.stepsFor(cells), stepsToFrame(batch, step));
      const workgroups = Math.ceil(count / programs.replicatesPerWorkgroup);
      await queue.take(programs.advance, workgroups, cells, { from: step, steps: advanced, row: 0 });
      step += advanced;
    }
    queue.dispatch(programs.read, Math.ceil((count * layout.wordsPerPattern) / programs.workgroupSize));
    await readback.append(buffers.patterns, 4 * rows * layout.wordsPerPattern, (bytes) => {
      recordPatterns(recorder, tile, layout, new Uint32Array(bytes));
    });
    await queue.finish();
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}
