import { createBuffer, MAP_READ } from "./buffers.js";
import type { OpenDevice } from "./device.js";

/** Bytes of a slot, unless one piece is larger: small pieces share a slot. */
const SLOT_BYTES = 1 << 20;

interface Slot {
  readonly buffer: GPUBuffer;
  used: number;
  readers: ((mapped: ArrayBuffer) => void)[];
  /** Settles when what the slot held was read. */
  read: Promise<void>;
}

/**
 * Double-buffered reading of device memory: while one slot is mapped and read, the other is filled.
 * Pieces are read in the order they were appended.
 */
export class Readback {
  readonly #device: OpenDevice;
  readonly #slotBytes: number;
  readonly #slots: [Slot, Slot];

  /** @param largestPiece bytes of the largest piece that will be appended */
  constructor(device: OpenDevice, largestPiece: number) {
    this.#device = device;
    this.#slotBytes = Math.max(SLOT_BYTES, largestPiece);
    const slot = (): Slot => ({
      buffer: createBuffer(device.gpu, "readback", this.#slotBytes),
      used: 0,
      readers: [],
      read: Promise.resolve(),
    });
    this.#slots = [slot(), slot()];
  }

  /**
   * Enqueues a copy of the first `bytes` bytes of `source`, as they are when the work submitted so far is done.
   *
   * @param reader is given the bytes, valid during the call
   */
  async append(source: GPUBuffer, bytes: number, reader: (bytes: ArrayBuffer) => void): Promise<void> {
    if (this.#slots[0].used + bytes > this.#slotBytes) await this.#swap();
    const [slot] = this.#slots;
    const at = slot.used;
    const encoder = this.#device.gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, slot.buffer, at, bytes);
    this.#device.gpu.queue.submit([encoder.finish()]);
    slot.used += bytes;
    slot.readers.push((mapped) => {
      reader(mapped.slice(at, at + bytes));
    });
  }

  /** Reads everything that was appended. */
  async finish(): Promise<void> {
    await this.#swap();
    await this.#swap();
  }

  /** Gives the memory back; what was not read is lost. */
  destroy(): void {
    for (const { buffer } of this.#slots) buffer.destroy();
  }

  /** Starts reading the filled slot and waits until the other one can be filled. */
  async #swap(): Promise<void> {
    const [full, free] = this.#slots;
    full.read = this.#read(full);
    // A failure is the business of whoever waits for it; until then it is not an unhandled one.
    full.read.catch(() => undefined);
    this.#slots.reverse();
    await free.read;
  }

  async #read(slot: Slot): Promise<void> {
    if (slot.used === 0) return;
    await this.#device.wait(slot.buffer.mapAsync(MAP_READ, 0, slot.used));
    const mapped = slot.buffer.getMappedRange(0, slot.used);
    for (const reader of slot.readers) reader(mapped);
    slot.buffer.unmap();
    slot.used = 0;
    slot.readers = [];
  }
}
