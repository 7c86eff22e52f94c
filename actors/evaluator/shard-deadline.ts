import type { BackendName } from "../../engine/index.js";

/** Seconds per cell-step that the slowest machine is given before any shard has been measured. */
const SLOWEST: Readonly<Record<BackendName, number>> = { reference: 2e-5, wasm: 4e-7, webgpu: 4e-6 };
/** Seconds that any shard may take, whatever its size: starting, paging, a busy machine. */
const LEAST_SECONDS = 10;
/** A shard that takes this many times as long as the slowest one measured is taken for hanging. */
const PATIENCE = 20;
/** What remains of the slowest one with every further shard: one that slept through a suspension is forgotten. */
const MEMORY = 0.98;
/** Timers go no further, 24 days. */
const MOST_SECONDS = 0x7fffffff / 1000;

/** How long a shard may take before its worker is taken for hanging; learned from the shards that came back. */
export class ShardDeadline {
  #secondsPerCellStep = 0;
  readonly #unmeasured: number;

  constructor(backend: BackendName) {
    this.#unmeasured = SLOWEST[backend];
  }

  /** Takes in how long a shard took. */
  measure(seconds: number, cellSteps: number): void {
    this.#secondsPerCellStep = Math.max(MEMORY * this.#secondsPerCellStep, seconds / cellSteps);
  }

  /** The most seconds for a shard of this work. */
  seconds(cellSteps: number): number {
    const measured = this.#secondsPerCellStep === 0 ? this.#unmeasured : PATIENCE * this.#secondsPerCellStep;
    return Math.min(MOST_SECONDS, LEAST_SECONDS + measured * cellSteps);
  }
}
