import { noiseScaleOf } from "../batch.js";
import type { GradientBatch } from "../gradient.js";
import { type GradientRecorder, sumsWeight } from "../gradient-recorder.js";
import type { Lattice } from "../lattice.js";
import type { ShadedAdjoints } from "../models/model.js";
import { type Segment, segmentsOf, segmentSteps } from "../segments.js";
import { createBuffer, uploadBuffer } from "./buffers.js";
import type { OpenDevice } from "./device.js";
import { encodeBatch, type GRADIENT_BINDINGS } from "./layout.js";
import type { Program, Programs } from "./programs.js";
import { Readback } from "./readback.js";
import { TileQueue, uploadIndividuals } from "./tile-queue.js";
import type { Tile } from "./tiles.js";

/** What is run on a tile: `record` on the way forwards and, where that is pathwise, `retreat` back again. */
export interface GradientPrograms {
  readonly draw: Program;
  readonly record: Program;
  readonly retreat: Program | null;
  readonly bind: Programs<(typeof GRADIENT_BINDINGS)[number]>["bind"];
  /** Invocations of a workgroup of each. */
  readonly workgroupSize: number;
}

/** A tile with everything that its gradient needs. */
export interface GradientTileWork {
  readonly device: OpenDevice;
  readonly programs: GradientPrograms;
  readonly batch: GradientBatch;
  readonly lattice: Lattice;
  readonly adjoints: ShadedAdjoints;
  /** The lattice's. */
  readonly edges: { readonly rows: GPUBuffer; readonly edges: GPUBuffer };
  readonly tile: Tile;
  /** `[individual]` */
  readonly recorders: readonly GradientRecorder[];
  readonly tapeBytes: number;
}

/** The adjoints of the final states of a tile and as much room, `[2][individual][replicate][cell]`; held cells have none. */
function seedOf({ batch, lattice, tile }: GradientTileWork): Float32Array<ArrayBuffer> {
  const { seed, replicates } = batch;
  const { cells, held } = lattice;
  const rows = tile.individuals.length * tile.replicates.count;
  const adjoints = new Float32Array(2 * rows * cells);
  if (seed.kind === "score") return adjoints;
  tile.individuals.forEach((individual, index) => {
    const from = (individual * replicates.count + tile.replicates.from) * cells;
    const length = tile.replicates.count * cells;
    adjoints.set(seed.adjoints.subarray(from, from + length), index * length);
  });
  for (let row = 0; row < rows; row++) for (const cell of held) adjoints[row * cells + cell] = 0;
  return adjoints;
}

/** Gives what lies `[individual][replicate][…]` in a tile to its recorders, replicate after replicate. */
function forEachRow(
  { tile, recorders }: GradientTileWork,
  record: (recorder: GradientRecorder, row: number, inTile: number, individual: number) => void,
): void {
  const { individuals, replicates } = tile;
  individuals.forEach((individual, index) => {
    for (let r = 0; r < replicates.count; r++) {
      record(recorders[individual]!, replicates.from + r, index * replicates.count + r, individual);
    }
  });
}

/**
 * Differentiates a tile. The tape holds the states of as many steps as there is room for; those before are simulated again.
 * Each replicate has sums of its own, which nobody else adds to, so that their order is that of its steps and cells.
 */
export async function differentiateTile(work: GradientTileWork): Promise<void> {
  const { device, programs, batch, lattice, adjoints, edges, tile, tapeBytes } = work;
  const { system, replicates } = batch;
  const { steps } = system.integrator;
  const { gpu } = device;
  const { count } = tile.replicates;
  const rows = tile.individuals.length * count;
  const cells = rows * lattice.cells;
  const rowBytes = 4 * cells;
  const length = segmentSteps(batch, rowBytes, tapeBytes);
  const segments = segmentsOf(steps, length);
  const numbers = tile.individuals.map((individual) => adjoints.data[individual]!.length);
  const sumsBytes = 4 * count * numbers.reduce((sum, one) => sum + one, 0);
  const readback = new Readback(device, Math.max(rowBytes, sumsBytes));
  const buffers = {
    batch: uploadBuffer(gpu, "uniform", encodeBatch(system, replicates.from + tile.replicates.from, count)),
    ...uploadIndividuals(gpu, batch.keys, adjoints.data, tile),
    states: createBuffer(gpu, "storage", (length + 1) * rowBytes),
    sums: createBuffer(gpu, "storage", sumsBytes),
    adjoints: uploadBuffer(gpu, "storage", seedOf(work)),
    clipped: createBuffer(gpu, "storage", 4 * rows),
  };
  // The states at which segments begin; a score needs those of one at a time.
  const slotOf = (index: number): number => (programs.retreat === null ? 0 : index);
  const begins = createBuffer(gpu, "storage", (slotOf(segments.length - 1) + 1) * rowBytes);
  const queue = new TileQueue(
    device,
    programs.bind({ ...buffers, ...edges }),
    buffers.batch,
    tile.individuals.length,
  );
  const workgroups = Math.ceil(count / programs.workgroupSize);

  const copy = (source: GPUBuffer, from: number, target: GPUBuffer, to: number): void => {
    const encoder = gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(source, from * rowBytes, target, to * rowBytes, rowBytes);
    gpu.queue.submit([encoder.finish()]);
  };
  const record = async (segment: Segment): Promise<void> => {
    const { pacing } = programs.record;
    for (let row = 0; row < segment.steps;) {
      const taken = Math.min(pacing.stepsFor(cells), segment.steps - row);
      await queue.take(programs.record, workgroups, cells, { from: segment.from + row, steps: taken, row });
      row += taken;
    }
  };
  const retreat = async (program: Program, { from, steps: all, stops }: Segment): Promise<void> => {
    let row = all;
    for (const { at, time } of stops) {
      while (row > at - from) {
        const taken = Math.min(program.pacing.stepsFor(cells), row - (at - from));
        row -= taken;
        await queue.take(program, workgroups, cells, { from: from + row, steps: taken, row });
      }
      if (time === null) continue;
      await readback.append(buffers.adjoints, rowBytes, (bytes) => {
        const all = new Float32Array(bytes);
        forEachRow(work, (recorder, replicate, inTile) => {
          const own = all.subarray(inTile * lattice.cells, (inTile + 1) * lattice.cells);
          recorder.adjoint(
            replicate,
            time,
            own.reduce((sum, a) => sum + a * a, 0),
          );
        });
      });
    }
  };

  try {
    queue.dispatch(programs.draw, Math.ceil((count * lattice.cells) / programs.workgroupSize));
    copy(buffers.states, 0, begins, 0);
    for (const [index, segment] of segments.entries()) {
      // Going back begins with the last one.
      if (programs.retreat !== null && index === segments.length - 1) break;
      copy(begins, slotOf(index), buffers.states, 0);
      await record(segment);
      copy(buffers.states, segment.steps, begins, slotOf(index + 1));
    }
    if (programs.retreat !== null) {
      for (const [index, segment] of [...segments.entries()].reverse()) {
        copy(begins, slotOf(index), buffers.states, 0);
        await record(segment);
        await retreat(programs.retreat, segment);
      }
    }
    await readback.append(buffers.sums, sumsBytes, (bytes) => {
      const scale = noiseScaleOf(system.model.noiseStrength, system.integrator.dt);
      let at = 0;
      forEachRow(work, (recorder, replicate, _, individual) => {
        const sums = new Float32Array(bytes, at, adjoints.sizes[individual]);
        recorder.sums(replicate, sumsWeight(batch, individual, replicate, scale), sums);
        at += adjoints.data[individual]!.byteLength;
      });
    });
    await readback.append(buffers.clipped, 4 * rows, (bytes) => {
      const counts = new Uint32Array(bytes);
      forEachRow(work, (recorder, replicate, inTile) => recorder.clipped(replicate, counts[inTile]!));
    });
    await readback.finish();
    await queue.finish();
  } finally {
    readback.destroy();
    begins.destroy();
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}
