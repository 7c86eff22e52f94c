import { type Config, type GenerationRecord, regulationRecord } from "../../engine/index.js";
import { patternsOf } from "../report/look.js";
import { withBackend } from "../with-backend.js";
import type { RunRecorder } from "./run-recorder.js";

/** Milliseconds between two looks, at least. */
const LOOK_EVERY = 500;
/** The time between two looks is so many times what one takes, so that looking takes next to nothing of a run. */
const TIMES_A_LOOK = 1000;
/** Replicates whose patterns are looked at, and the cell-steps of a tabulated f that they may take: a millisecond or two. */
const LOOK = { replicates: 4, work: 1e6 };

/** Looks from time to time at f and at the patterns of the best individual. */
export class BestLook {
  readonly #config: Config;
  readonly #recorder: RunRecorder;
  /** When the next look may be. */
  #due = -Infinity;
  #looking: Promise<void> = Promise.resolve();
  /** What came since, which is looked at in the end. */
  #last: (() => Promise<void>) | undefined;

  constructor(config: Config, recorder: RunRecorder) {
    this.#config = config;
    this.#recorder = recorder;
  }

  at(record: GenerationRecord, best: Float32Array): void {
    this.#last = () => this.#look(record, best);
    if (performance.now() < this.#due) return;
    this.#due = Infinity;
    this.#looking = this.#last();
    this.#last = undefined;
  }

  async end(): Promise<void> {
    await this.#looking;
    await this.#last?.();
  }

  async #look(record: GenerationRecord, best: Float32Array): Promise<void> {
    const begun = performance.now();
    const patterns = await withBackend("wasm", (backend) => patternsOf(this.#config, best, backend, LOOK));
    const regulation = regulationRecord(this.#config.network.hidden, record, best);
    this.#recorder.record({ type: "regulation", record: regulation, patterns });
    const now = performance.now();
    this.#due = now + Math.max(LOOK_EVERY, TIMES_A_LOOK * (now - begun));
  }
}
