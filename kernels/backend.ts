import type { Output, SimulationBatch, SimulationResult } from "./batch.js";
import type { GradientBatch, GradientResult } from "./gradient.js";

/** The names a backend can be asked for by. */
export const BACKEND_NAMES = ["reference", "wasm", "webgpu"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** Whether a backend's device belongs to the thread that opened it, so that a process can have one and no more. */
export const BELONGS_TO_ONE_THREAD: Readonly<Record<BackendName, boolean>> = {
  reference: false,
  wasm: false,
  webgpu: true,
};

/** What a backend runs on. */
export interface BackendInfo {
  /** For people: "WebAssembly SIMD", an adapter's name. */
  readonly device: string;
  /** Whether equal batches give equal bits on every machine. */
  readonly deterministic: boolean;
}

/**
 * The contract of every backend.
 *
 * - All simulation arithmetic is f32, rounded after every operation in the order that
 *   `reference/euler-maruyama.ts` shows; `reference` and `wasm` agree in every bit, `webgpu` in every random
 *   integer and, as WGSL may fuse a·b + c, in floats up to rounding.
 * - A result depends on the batch alone: not on the order of calls, nor on how replicates or individuals
 *   are cut into batches. It has what the batch's `output` asks for.
 * - Work is counted in cell-steps: individuals × replicates × cells × steps.
 *
 * @throws CellfateError with a code, as a rejected promise.
 */
export interface Backend {
  readonly name: BackendName;
  readonly info: BackendInfo;
  simulate<O extends Output>(batch: SimulationBatch<O>): Promise<SimulationResult<O>>;
  /**
   * The derivative of what happens in a batch, by its `seed`: simulates it again, or goes on from what a simulation of its
   * `states` has left, to the same bits. Replicates are differentiated one by one in f32 and added in f64, block after block.
   *
   * @throws CellfateError `gradient.unsupported` where the backend or the model has none
   */
  differentiate(batch: GradientBatch): Promise<GradientResult>;
  dispose(): void;
}
