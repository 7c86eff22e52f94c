import type { DistinctPatterns, PatternLayout } from "./patterns.js";
import type { Key } from "./random/threefry2x32.js";

/** What the ends of the line of cells see, and whether they are held at 0. */
export type Boundary = "open" | "pinned" | "periodic";

/** The line of cells: ds_i = f(s̄_i) dt + σ dW_i, kept within [0, 1]. */
export interface Model {
  /** Number of cells N, 1 … 4096. */
  readonly cells: number;
  readonly boundary: Boundary;
  /** Number of Euler–Maruyama steps; duration / dt. */
  readonly steps: number;
  /** Length of a step, in the model's unit of time. */
  readonly dt: number;
  /** Noise strength σ ≥ 0. */
  readonly noiseStrength: number;
  /** Ascending; a cell's fate is how many are ≤ its state, so there are `thresholds.length + 1` fates. */
  readonly thresholds: readonly number[];
  /** Initial states are uniform on [initialLow, initialHigh] ⊂ [0, 1]. */
  readonly initialLow: number;
  readonly initialHigh: number;
}

/**
 * The regulatory functions f of a batch's individuals: networks of one shape, scalar in, tanh hidden layers,
 * linear scalar out. `table` samples f once and interpolates; `direct` evaluates the network in every step.
 */
export interface Regulation {
  readonly mode: "table" | "direct";
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  /** `[individual][parameter]`, row-major; per layer the bias, then the kernel `[in][out]`. */
  readonly genomes: Float32Array;
  readonly individuals: number;
}

/** Drawing keys: one for all individuals (common random numbers) or one each (independent ones). */
export interface DrawKeys {
  readonly initialStates: readonly Key[];
  readonly noise: readonly Key[];
}

/** Replicates `from` … `from + count − 1`; `from + count` ≤ 2²¹. */
export interface ReplicateRange {
  readonly from: number;
  readonly count: number;
}

/** What a simulation hands back; see {@link SimulationResult}. */
export type Output = "counts" | "patterns" | "states" | "trajectory";

/** One simulation: every individual, every replicate of the range, `[individual][replicate][cell]`. */
export interface SimulationBatch {
  readonly model: Model;
  readonly regulation: Regulation;
  readonly keys: DrawKeys;
  readonly replicates: ReplicateRange;
  readonly output: Output;
  /** Steps between the frames of a trajectory; frame 0 is the initial state. Default 1. */
  readonly every?: number;
}

/** How an individual's f was sampled. */
export interface RegulationSummary {
  /** Intervals of the table on [0, 1], 256 … 4096; 0 when f was evaluated directly. */
  readonly intervals: number;
  /** Largest |Δ(dt·f)| found at the midpoints. */
  readonly error: number;
  /** The error the table had to reach; above it only at the cap of 4096 intervals. */
  readonly tolerance: number;
  /** Whether f is finite on the grid of 257 points; an individual for which it is not is invalid. */
  readonly finite: boolean;
}

/** Plain values; the arrays that were not asked for are empty. */
export interface SimulationResult {
  /** `[individual]`. */
  readonly regulation: readonly RegulationSummary[];
  /** `counts`: per individual the distinct patterns of the range. */
  readonly counts: readonly DistinctPatterns[];
  /** All outputs but `counts`: packed patterns `[individual][replicate][wordsPerPattern]`. */
  readonly patterns: Uint32Array;
  /** `states`: `[individual][replicate][cell]`; `trajectory`: `[individual][replicate][frame][cell]`. */
  readonly states: Float32Array;
  readonly layout: PatternLayout;
}

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
 *   are cut into batches.
 * - Work is counted in cell-steps: individuals × replicates × cells × steps.
 *
 * @throws CellfateError with a code, as a rejected promise.
 */
export interface Backend {
  readonly name: BackendName;
  readonly info: BackendInfo;
  simulate(batch: SimulationBatch): Promise<SimulationResult>;
  dispose(): void;
}
