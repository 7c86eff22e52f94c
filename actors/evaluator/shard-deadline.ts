import type { BackendName } from "../../engine/index.js";

/** Seconds per cell-step of a tabulated f that the slowest machine is given before any shard has been measured. */
const SLOWEST: Readonly<Record<BackendName, number>> = { reference: 2e-5, wasm: 4e-7, webgpu: 4e-6 };
/** Seconds that any shard may take, whatever its size: starting, paging, a busy machine. */
const LEAST_SECONDS = 10;
/** A shard that takes this many times as long as the slowest one measured is taken for hanging. */
const PATIENCE = 20;
/** What remains of the slowest one with every further shard: one that slept through a suspension is forgotten. */
const MEMORY = 0.98;
/** Timers go no further, 24 days. */
const MOST_SECONDS = 0x7fffffff / 1000;

/** How long a shard may take, by its work in cell-steps of a tabulated f, before its worker is taken for hanging; learned from the shards that came back. */
export class ShardDeadline {
  #secondsPerWork = 0;
  readonly #unmeasured: number;

  constructor(backend: BackendName) {
    this.#unmeasured = SLOWEST[backend];
  }

  /** Takes in how long a shard took. */
  measure(seconds: number, work: number): void {
    this.#secondsPerWork = Math.max(MEMORY * this.#secondsPerWork, seconds / work);
  }

  /** The most seconds for a shard of this work. */
  seconds(work: number): number {
    const measured = this.#secondsPerWork === 0 ? this.#unmeasured : PATIENCE * this.#secondsPerWork;
    return Math.min(MOST_SECONDS, LEAST_SECONDS + measured * work);
  }
}
