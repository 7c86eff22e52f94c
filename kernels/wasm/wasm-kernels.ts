import { CellfateError } from "../errors.js";
import { kernelBytes } from "./load-module.js";

/** The functions of `assembly/index.ts`; pointers are byte offsets into {@link memory}. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  threefry2x32(out: number, k0: number, k1: number, x0: number, x1: number): void;
  drawNoise(
    out: number,
    cells: number,
    firstStep: number,
    steps: number,
    scale: number,
    k0: number,
    k1: number,
    replicate: number,
  ): void;
  drawInitialStates(
    out: number,
    cells: number,
    low: number,
    width: number,
    k0: number,
    k1: number,
    replicate: number,
  ): void;
  tabulate(
    table: number,
    summary: number,
    dt: number,
    tolerance: number,
    genome: number,
    hidden: number,
    hiddenLayers: number,
    scratch: number,
    widest: number,
  ): void;
  advanceTable(
    states: number,
    noise: number,
    cells: number,
    steps: number,
    boundary: number,
    table: number,
    intervals: number,
  ): void;
  advanceDirect(
    states: number,
    noise: number,
    cells: number,
    steps: number,
    boundary: number,
    dt: number,
    genome: number,
    hidden: number,
    hiddenLayers: number,
    scratch: number,
    widest: number,
  ): void;
  readPatterns(
    states: number,
    cells: number,
    thresholds: number,
    thresholdCount: number,
    bitsPerCell: number,
    cellsPerWord: number,
    out: number,
    wordsPerPattern: number,
    lanes: number,
  ): void;
  countPatterns(
    words: number,
    count: number,
    wordsPerPattern: number,
    scratch: number,
    outWords: number,
    outCounts: number,
  ): number;
  fateCounts(
    words: number,
    counts: number,
    distinct: number,
    cells: number,
    fates: number,
    bitsPerCell: number,
    cellsPerWord: number,
    wordsPerPattern: number,
    out: number,
  ): void;
  plugInEntropy(counts: number, length: number, scratch: number): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * The compiled module, once a process; it can be handed to worker threads, which then need not compile it.
 *
 * @throws CellfateError `wasm.unavailable` where the module is missing or WebAssembly SIMD is not supported
 */
export function compileKernels(): WebAssembly.Module {
  try {
    return (compiled ??= new WebAssembly.Module(kernelBytes()));
  } catch (cause) {
    throw new CellfateError(
      {
        code: "wasm.unavailable",
        message: `The WebAssembly kernels could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: "Build the project (npm run build) and use Node 20.19 or newer, which has WebAssembly SIMD.",
      },
      { cause },
    );
  }
}

/** Uses a module that another thread compiled. */
export function adoptKernels(module: WebAssembly.Module): void {
  compiled = module;
}

/** Bytes of histogram that counting needs after its keys; as in `assembly/radix-sort.ts`. */
export const HISTOGRAM_BYTES = 8192;
const PAGE = 65536;
const ALIGNMENT = 16;

/**
 * One instance of the kernels with its private memory, handed out from the bottom up and taken back whole.
 * Views are made on demand, as growing the memory detaches the old ones.
 */
export class WasmKernels {
  readonly call: KernelExports;
  readonly #base: number;
  #top: number;

  constructor(module: WebAssembly.Module = compileKernels()) {
    // Nothing in the language connects what assembly/index.ts exports with its type here; the tests call every one.
    this.call = new WebAssembly.Instance(module, {}).exports as unknown as KernelExports;
    // Static data of the module lies in the first page.
    this.#base = PAGE;
    this.#top = this.#base;
  }

  /** Takes back everything that was allocated. */
  reset(): void {
    this.#top = this.#base;
  }

  /** Runs `work` and takes back what it allocated. */
  scoped<T>(work: () => T): T {
    const top = this.#top;
    try {
      return work();
    } finally {
      this.#top = top;
    }
  }

  /** Copies `bytes` bytes within the memory. */
  copy(to: number, from: number, bytes: number): void {
    new Uint8Array(this.call.memory.buffer).copyWithin(to, from, from + bytes);
  }

  /**
   * The offset of `bytes` bytes, aligned to 16, of unspecified content.
   *
   * @throws CellfateError `wasm.out-of-memory` beyond what WebAssembly or the machine has
   */
  allocate(bytes: number): number {
    const at = this.#top;
    const top = at + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const missing = top - this.call.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.call.memory.grow(Math.ceil(missing / PAGE));
      } catch (cause) {
        throw new CellfateError(
          {
            code: "wasm.out-of-memory",
            message: `The WebAssembly kernels need ${Math.ceil(top / 1e6)} MB, which could not be had.`,
            cure: "Simulate fewer replicates or cells at a time, or use fewer workers.",
          },
          { cause },
        );
      }
    }
    this.#top = top;
    return at;
  }

  /** Copies `data` into newly allocated memory. */
  place(data: Float32Array | Uint32Array | Int32Array): number {
    const at = this.allocate(data.byteLength);
    new Uint8Array(this.call.memory.buffer).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      at,
    );
    return at;
  }

  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.call.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.call.memory.buffer, at, length);
  }
}
