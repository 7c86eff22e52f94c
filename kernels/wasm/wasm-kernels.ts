import { CellfateError } from "../errors.js";
import type { instantiate } from "./kernels.js";
import { loadedKernels } from "./load-kernels.js";

/** Advances a block of replicates with one drift; `assembly/sweep.ts` says what the addresses are of. */
export type Sweep = (
  drift: number,
  lattice: number,
  states: number,
  next: number,
  noise: number,
  steps: number,
) => void;
/** What an exported {@link Sweep} is named. */
export type SweepName = `advance${string}`;

/** The passes of a gradient over a block of replicates; `assembly/reverse.ts` says what the addresses are of. */
export interface Passes {
  readonly record: (
    adjoint: number,
    lattice: number,
    states: number,
    next: number,
    noise: number,
    steps: number,
    tape: number,
  ) => void;
  readonly retreat: (
    adjoint: number,
    lattice: number,
    adjoints: number,
    before: number,
    end: number,
    clip: number,
    stretches: number,
    count: number,
    norms: number,
    lanes: number,
    walled: number,
  ) => void;
  readonly scatter: (
    adjoint: number,
    lattice: number,
    noise: number,
    tape: number,
    steps: number,
    walled: number,
  ) => void;
  readonly gather: (adjoint: number, weights: number, lanes: number, out: number) => void;
}
/** What the exported {@link Passes} are named after. */
export type PassesName = "Table";

type CompiledKernels = Awaited<ReturnType<typeof instantiate>>;

/** What the assembly exports, as its compiler wrote it down; pointers are byte offsets into `memory`. */
export interface KernelExports extends CompiledKernels {
  /** Grows with what is allocated, which detaches the views of it. */
  readonly memory: WebAssembly.Memory;
  /** What models export beside: those of this package, which are checked here, and others'. */
  readonly [sweep: SweepName]: Sweep | undefined;
}

/** A field of a record: four bytes, an integer or address, or a float. */
export type Field = readonly ["i32" | "f32", number];

/** Bytes of histogram that counting needs after its keys; as in `assembly/radix-sort.ts`. */
export const HISTOGRAM_BYTES = 8192;
const PAGE = 65536;
const ALIGNMENT = 16;

/** @throws CellfateError `wasm.out-of-memory` */
function newInstance(module: WebAssembly.Module): WebAssembly.Instance<KernelExports> {
  try {
    return new WebAssembly.Instance<KernelExports>(module);
  } catch (cause) {
    throw new CellfateError(
      {
        code: "wasm.out-of-memory",
        message: `The WebAssembly kernels could not be given memory: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: "Use fewer --workers, each of which reserves 10 GB of addresses, or a larger ulimit -v.",
      },
      { cause },
    );
  }
}

/**
 * One instance of the kernels with its private memory, handed out from the bottom up and taken back whole.
 * Views are made on demand, as growing the memory detaches the old ones.
 */
export class WasmKernels {
  readonly call: KernelExports;
  readonly #base: number;
  #top: number;

  /** @throws CellfateError `wasm.not-loaded`; `wasm.out-of-memory` where the system has no addresses left to give */
  constructor(module: WebAssembly.Module = loadedKernels()) {
    this.call = newInstance(module).exports;
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

  /**
   * The sweep of that name.
   *
   * @throws CellfateError `wasm.unavailable` where the module has none
   */
  sweep(name: SweepName): Sweep {
    const sweep = this.call[name];
    if (sweep !== undefined) return sweep;
    throw new CellfateError({
      code: "wasm.unavailable",
      message: `The WebAssembly kernels have no "${name}"`,
      cure: "Compile the model's assembly into the module that the backend is made with.",
    });
  }

  /** The passes of that name. */
  passes(name: PassesName): Passes {
    const { call } = this;
    return {
      record: call[`record${name}`],
      retreat: call[`retreat${name}`],
      scatter: call[`scatter${name}`],
      gather: call[`gather${name}`],
    };
  }

  /** Takes back everything that was allocated from `at` on. */
  release(at: number): void {
    this.#top = Math.ceil(at / ALIGNMENT) * ALIGNMENT;
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

  /** Places a record: an `@unmanaged` class of the assembly, its fields in order. */
  placeRecord(fields: readonly Field[]): number {
    const view = new DataView(new ArrayBuffer(4 * fields.length));
    fields.forEach(([type, value], field) => {
      if (type === "f32") view.setFloat32(4 * field, value, true);
      else view.setInt32(4 * field, value, true);
    });
    return this.place(new Uint32Array(view.buffer));
  }

  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.call.memory.buffer, at, length);
  }

  doubles(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.call.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.call.memory.buffer, at, length);
  }
}
