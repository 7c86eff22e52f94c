import type { SimulationBatch } from "../backend.js";
import type { PatternLayout } from "../patterns.js";
import { createBuffer, uploadBuffer } from "./buffers.js";
import type { CollectedResult } from "./collected-result.js";
import type { OpenDevice } from "./device.js";
import { BATCH, BINDINGS, encodeBatch, encodeIndividuals, type IndividualRecord } from "./layout.js";
import { milliseconds } from "./load-platform.js";
import type { Pacing } from "./pacing.js";
import type { Program } from "./programs.js";
import type { Readback } from "./readback.js";
import type { Regulations } from "./regulation-groups.js";
import type { Tile } from "./tiles.js";

/** What is run on a tile, in this order; `advance` as often as the steps need. */
export interface TilePrograms {
  readonly draw: Program;
  readonly advance: Program;
  readonly read: Program;
  readonly bindings: GPUBindGroupLayout;
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
  readonly regulations: Regulations;
  readonly tile: Tile;
  readonly collected: CollectedResult;
}

/** The tables or genomes of the tile's individuals, one after the other, and where each begins. */
function packIndividuals({ batch, regulations, tile }: TileWork): {
  records: IndividualRecord[];
  data: Float32Array<ArrayBuffer>;
} {
  const { noise, initialStates } = batch.keys;
  const own = tile.individuals.map((individual) => regulations.data[individual]!);
  const data = new Float32Array(own.reduce((length, { length: one }) => length + one, 0));
  let regulation = 0;
  const records = tile.individuals.map((individual, index) => {
    data.set(own[index]!, regulation);
    const record = {
      noiseKey: noise[individual] ?? noise[0]!,
      initialKey: initialStates[individual] ?? initialStates[0]!,
      regulation,
      intervals: regulations.summaries[individual]!.intervals,
    };
    regulation += own[index]!.length;
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
  const { device, programs, readback, batch, layout, tile, collected } = work;
  const { model, output, replicates, every = 1 } = batch;
  const { gpu } = device;
  const { count } = tile.replicates;
  const rows = tile.individuals.length * count;
  const cells = rows * model.cells;
  const { records, data } = packIndividuals(work);
  const buffers = {
    batch: uploadBuffer(gpu, "uniform", encodeBatch(model, replicates.from + tile.replicates.from, count)),
    individuals: uploadBuffer(gpu, "storage", encodeIndividuals(records)),
    regulations: uploadBuffer(gpu, "storage", data),
    states: createBuffer(gpu, "storage", 4 * cells),
    patterns: createBuffer(gpu, "storage", 4 * rows * layout.wordsPerPattern),
  } satisfies Record<keyof typeof BINDINGS, GPUBuffer>;
  const bindGroup = gpu.createBindGroup({
    layout: programs.bindings,
    entries: [
      { binding: BINDINGS.batch, resource: { buffer: buffers.batch } },
      { binding: BINDINGS.individuals, resource: { buffer: buffers.individuals } },
      { binding: BINDINGS.regulations, resource: { buffer: buffers.regulations } },
      { binding: BINDINGS.states, resource: { buffer: buffers.states } },
      { binding: BINDINGS.patterns, resource: { buffer: buffers.patterns } },
    ],
  });
  const dispatch = ({ pipeline }: Program, workgroups: number): void => {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(workgroups, tile.individuals.length);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
  };
  const record = (frame: number): Promise<void> =>
    readback.append(buffers.states, 4 * cells, (bytes) => {
      collected.addFrame(tile, frame, new Float32Array(bytes));
    });

  try {
    dispatch(programs.draw, Math.ceil((count * model.cells) / programs.workgroupSize));
    if (output === "trajectory") await record(0);
    let inFlight = Promise.resolve();
    for (let step = 0; step < model.steps;) {
      const untilFrame = output === "trajectory" ? every - (step % every) : Infinity;
      const { pacing } = programs.advance;
      const steps = Math.min(pacing.stepsFor(cells), model.steps - step, untilFrame);
      gpu.queue.writeBuffer(buffers.batch, BATCH.firstStep, Uint32Array.of(step, steps));
      dispatch(programs.advance, Math.ceil(count / programs.replicatesPerWorkgroup));
      step += steps;
      const before = inFlight;
      inFlight = finished(device, before, pacing, cells * steps);
      inFlight.catch(() => undefined);
      if (steps === untilFrame) await record(step / every);
      await before;
    }
    if (output === "states") await record(0);
    dispatch(programs.read, Math.ceil((count * layout.wordsPerPattern) / programs.workgroupSize));
    await readback.append(buffers.patterns, 4 * rows * layout.wordsPerPattern, (bytes) => {
      collected.addPatterns(tile, new Uint32Array(bytes));
    });
    await inFlight;
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}
