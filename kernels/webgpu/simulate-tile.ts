import { frameAt, keyOf, type SimulationBatch, stepsToFrame } from "../batch.js";
import type { ShadedDrifts } from "../models/model.js";
import type { PatternLayout } from "../packed-patterns.js";
import type { Recorder } from "../recorder.js";
import { createBuffer, uploadBuffer } from "./buffers.js";
import type { OpenDevice } from "./device.js";
import { BATCH, encodeBatch, encodeIndividuals, type IndividualRecord } from "./layout.js";
import { milliseconds } from "#platform";
import type { Pacing } from "./pacing.js";
import type { BoundBuffers, Program } from "./programs.js";
import type { Readback } from "./readback.js";
import { recordPatterns, recordStates } from "./record-tile.js";
import type { Tile } from "./tiles.js";

/** What is run on a tile, in this order; `advance` as often as the steps need. */
export interface TilePrograms {
  readonly draw: Program;
  readonly advance: Program;
  readonly read: Program;
  /** The bind group that all of them see. */
  bind(buffers: BoundBuffers): GPUBindGroup;
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

/** The numbers of the tile's individuals, one after the other, and where those of each begin. */
function packIndividuals({ batch, drifts, tile }: TileWork): {
  records: IndividualRecord[];
  data: Float32Array<ArrayBuffer>;
} {
  const { noise, initialStates } = batch.keys;
  const own = tile.individuals.map((individual) => drifts.data[individual]!);
  const data = new Float32Array(own.reduce((length, { length: one }) => length + one, 0));
  let drift = 0;
  const records = tile.individuals.map((individual, index) => {
    const numbers = own[index]!;
    data.set(numbers, drift);
    const record = {
      noiseKey: keyOf(noise, individual),
      initialKey: keyOf(initialStates, individual),
      drift,
      numbers: numbers.length,
    };
    drift += numbers.length;
    return record;
  });
  return { records, data };
}

/** Resolves when the work submitted so far is done; what it took teaches `pacing`. */
async function finished(
  device: OpenDevice,
  before: Promise<void>,
  pacing: Pacing,
  work: number,
): Promise<void> {
  const done = device.gpu.queue.onSubmittedWorkDone();
  await before;
  const began = milliseconds();
  await device.wait(done);
  pacing.record(work, milliseconds() - began);
}

/**
 * Simulates a tile from the initial states to the patterns. The steps are cut into dispatches of bounded time,
 * two in flight; states stay on the device between them, so where they are cut changes no bit. What is asked
 * for is copied into `readback`; the tile's buffers are given back as soon as the device is done with them.
 */
export async function simulateTile(work: TileWork): Promise<void> {
  const { device, programs, readback, batch, layout, edges, tile, recorder } = work;
  const { system, replicates } = batch;
  const { steps } = system.integrator;
  const { gpu } = device;
  const { count } = tile.replicates;
  const rows = tile.individuals.length * count;
  const cells = rows * layout.cells;
  const { records, data } = packIndividuals(work);
  const firstReplicate = replicates.from + tile.replicates.from;
  const buffers = {
    batch: uploadBuffer(gpu, "uniform", encodeBatch(system, firstReplicate, count)),
    individuals: uploadBuffer(gpu, "storage", encodeIndividuals(records)),
    drifts: uploadBuffer(gpu, "storage", data),
    states: createBuffer(gpu, "storage", 4 * cells),
    patterns: createBuffer(gpu, "storage", 4 * rows * layout.wordsPerPattern),
  };
  const bindGroup = programs.bind({ ...buffers, ...edges });
  const dispatch = ({ pipeline }: Program, workgroups: number): void => {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(workgroups, tile.individuals.length);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
  };

  try {
    dispatch(programs.draw, Math.ceil((count * layout.cells) / programs.workgroupSize));
    let inFlight = Promise.resolve();
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
      gpu.queue.writeBuffer(buffers.batch, BATCH.firstStep, Uint32Array.of(step, advanced));
      dispatch(programs.advance, Math.ceil(count / programs.replicatesPerWorkgroup));
      step += advanced;
      const before = inFlight;
      inFlight = finished(device, before, pacing, cells * advanced);
      inFlight.catch(() => undefined);
      await before;
    }
    dispatch(programs.read, Math.ceil((count * layout.wordsPerPattern) / programs.workgroupSize));
    await readback.append(buffers.patterns, 4 * rows * layout.wordsPerPattern, (bytes) => {
      recordPatterns(recorder, tile, layout, new Uint32Array(bytes));
    });
    await inFlight;
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}
