import { type Backend, type Config, type GenerationRecord, regulationRecord } from "../../engine/index.js";
import { patternsOf } from "../report/look.js";
import type { RunRecorder } from "./run-recorder.js";

/** Milliseconds between two looks. */
const LOOK_EVERY = 500;
/** Replicates whose patterns are looked at, and the cell-steps of a tabulated f that they may take: a millisecond or two. */
const LOOK = { replicates: 4, work: 1e6 };

/** Looks from time to time at f and at the patterns of the best individual. */
export class BestLook {
  readonly #config: Config;
  readonly #backend: Backend;
  readonly #recorder: RunRecorder;
  #lookedAt = -Infinity;
  #looking: Promise<void> = Promise.resolve();
  /** What came since, which is looked at in the end. */
  #last: (() => Promise<void>) | undefined;

  constructor(config: Config, backend: Backend, recorder: RunRecorder) {
    this.#config = config;
    this.#backend = backend;
    this.#recorder = recorder;
  }

  at(record: GenerationRecord, best: Float32Array): void {
    this.#last = () => this.#look(record, best);
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_EVERY) return;
    this.#lookedAt = now;
    this.#looking = this.#last();
    this.#last = undefined;
  }

  async end(): Promise<void> {
    await this.#looking;
    await this.#last?.();
  }

  async #look(record: GenerationRecord, best: Float32Array): Promise<void> {
    const patterns = await patternsOf(this.#config, best, this.#backend, LOOK);
    const regulation = regulationRecord(this.#config.network.hidden, record, best);
    this.#recorder.record({ type: "regulation", record: regulation, patterns });
  }
}
