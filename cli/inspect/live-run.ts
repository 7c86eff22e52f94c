import type { ServerResponse } from "node:http";
import type { TraceEvent } from "../trace/trace-event.js";
import { Viewers } from "./viewers.js";
import { WatchedRun } from "./watched-run.js";

/** Milliseconds between two frames; between two where nothing has happened, or that have all of the search. */
const FRAME_EVERY = 100;
const CALM_EVERY = 1000;
/** Milliseconds that the end of a run waits for those who look on. */
const PATIENCE = 500;

/** Tells those who look on of a run that goes on. Where nobody does, it only takes in. */
export class LiveRun {
  readonly #run = new WatchedRun();
  readonly #viewers = new Viewers();
  readonly #timer: NodeJS.Timeout;
  /** When the trace began, by `performance.now()`. */
  #began: number | undefined;
  #hasNews = false;
  #toldAt = -Infinity;
  #searchToldAt = -Infinity;

  constructor() {
    this.#timer = setInterval(() => {
      this.#tell();
    }, FRAME_EVERY);
    this.#timer.unref();
  }

  /** Takes in the next event of the run. */
  take(event: TraceEvent): void {
    // News is late, by how much differs.
    this.#began = Math.min(this.#began ?? Infinity, performance.now() - event.t);
    this.#hasNews = true;
    this.#run.take(event);
  }

  /** One more who looks on. */
  add(response: ServerResponse): void {
    this.#viewers.add(response, this.#frame(true));
  }

  /** The run has ended. Resolves once those who look on know, or will not. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#viewers.end(this.#frame(true), PATIENCE);
  }

  #tell(): void {
    const now = performance.now();
    const isCalm = !this.#hasNews && now - this.#toldAt < CALM_EVERY;
    if (this.#viewers.count === 0 || isCalm) return;
    const withSearch = now - this.#searchToldAt >= CALM_EVERY;
    if (withSearch) this.#searchToldAt = now;
    this.#toldAt = now;
    this.#hasNews = false;
    this.#viewers.tell(this.#frame(withSearch), () => this.#frame(true));
  }

  #frame(withSearch: boolean): string {
    const now = performance.now();
    return JSON.stringify(this.#run.frame(now - (this.#began ?? now), withSearch));
  }
}
