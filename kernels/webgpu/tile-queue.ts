import { type DrawKeys, keyOf } from "../batch.js";
import { uploadBuffer } from "./buffers.js";
import type { OpenDevice } from "./device.js";
import { BATCH, encodeIndividuals, type IndividualRecord } from "./layout.js";
import { milliseconds } from "#platform";
import type { Pacing } from "./pacing.js";
import type { Program } from "./programs.js";
import type { Tile } from "./tiles.js";

/**
 * Uploads a tile's individuals and their numbers, one after the other; the caller destroys both.
 *
 * @param data `[individual of the batch]`
 */
export function uploadIndividuals(
  gpu: GPUDevice,
  { noise, initialStates }: DrawKeys,
  data: readonly Float32Array[],
  { individuals }: Tile,
): { readonly individuals: GPUBuffer; readonly drifts: GPUBuffer } {
  const own = individuals.map((individual) => data[individual]!);
  const all = new Float32Array(own.reduce((length, { length: one }) => length + one, 0));
  let drift = 0;
  const records = individuals.map((individual, index): IndividualRecord => {
    const numbers = own[index]!;
    all.set(numbers, drift);
    const record = {
      noiseKey: keyOf(noise, individual),
      initialKey: keyOf(initialStates, individual),
      drift,
      numbers: numbers.length,
    };
    drift += numbers.length;
    return record;
  });
  return {
    individuals: uploadBuffer(gpu, "storage", encodeIndividuals(records)),
    drifts: uploadBuffer(gpu, "storage", all),
  };
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

/** The work of a tile, in order. */
export class TileQueue {
  readonly #device: OpenDevice;
  readonly #bindGroup: GPUBindGroup;
  readonly #batch: GPUBuffer;
  readonly #individuals: number;
  #inFlight: Promise<void> = Promise.resolve();

  /** @param batch the uniform buffer of `Batch` */
  constructor(device: OpenDevice, bindGroup: GPUBindGroup, batch: GPUBuffer, individuals: number) {
    this.#device = device;
    this.#bindGroup = bindGroup;
    this.#batch = batch;
    this.#individuals = individuals;
  }

  /** @param workgroups of an individual */
  dispatch({ pipeline }: Program, workgroups: number): void {
    const { gpu } = this.#device;
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindGroup);
    pass.dispatchWorkgroups(workgroups, this.#individuals);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
  }

  /**
   * Dispatches `steps` steps from `from` on, of which a tape's row `row` is the first; resolves when no more than these are
   * in flight.
   *
   * @param cells cells that each step advances
   */
  async take(
    program: Program,
    workgroups: number,
    cells: number,
    { from, steps, row }: { readonly from: number; readonly steps: number; readonly row: number },
  ): Promise<void> {
    this.#device.gpu.queue.writeBuffer(this.#batch, BATCH.firstStep, Uint32Array.of(from, steps, row));
    this.dispatch(program, workgroups);
    const before = this.#inFlight;
    this.#inFlight = finished(this.#device, before, program.pacing, cells * steps);
    this.#inFlight.catch(() => undefined);
    await before;
  }

  /** Resolves when all is done. */
  async finish(): Promise<void> {
    await this.#inFlight;
  }
}
