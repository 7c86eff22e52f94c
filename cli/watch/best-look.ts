import { type Config, regulationRecord } from "../../engine/index.js";
import { patternsOf } from "../report/look.js";
import type { Happening } from "../trace/trace-event.js";
import { withBackend } from "../with-backend.js";
import type { Best } from "./watch-messages.js";

/** Milliseconds between two looks, at least. */
const LOOK_EVERY = 1000;
/** The time between two looks is so many times what one takes, so that looking takes next to nothing of a run. */
const TIMES_A_LOOK = 200;
/** Replicates whose patterns are looked at, and the cell-steps of a tabulated f that they may take: a millisecond or two. */
const LOOK = { replicates: 4, work: 1e6 };

/** Looks from time to time at f and at the patterns of the best individual. */
export class BestLook {
  readonly #config: Config;
  readonly #tell: (happening: Happening) => void;
  /** When the next look may be. */
  #due = -Infinity;
  #looking: Promise<void> = Promise.resolve();
  /** What came since, which is looked at in the end. */
  #last: (() => Promise<void>) | undefined;

  constructor(config: Config, tell: (happening: Happening) => void) {
    this.#config = config;
    this.#tell = tell;
  }

  at(best: Best): void {
    this.#last = () => this.#look(best);
    if (performance.now() < this.#due) return;
    this.#due = Infinity;
    this.#looking = this.#last();
    this.#last = undefined;
  }

  async end(): Promise<void> {
    await this.#looking;
    await this.#last?.();
  }

  async #look({ record, genome }: Best): Promise<void> {
    const begun = performance.now();
    const patterns = await withBackend("wasm", (backend) => patternsOf(this.#config, genome, backend, LOOK));
    const regulation = regulationRecord(this.#config.network.hidden, record, genome);
    this.#tell({ type: "regulation", record: regulation, patterns });
    const now = performance.now();
    this.#due = now + Math.max(LOOK_EVERY, TIMES_A_LOOK * (now - begun));
  }
}
