import type { ServerResponse } from "node:http";
import type { TraceEvent } from "../trace/trace-event.js";
import { Viewers } from "./viewers.js";
import { WatchedRun } from "./watched-run.js";

/** Milliseconds between two frames; between two where nothing has happened, or that have all of the search. */
const FRAME_EVERY = 200;
const CALM_EVERY = 1000;
/**
 * Milliseconds that frames are behind the run. Its thread tells what happens when it has time, many events at once: a frame
 * of the newest would nearly always show it waiting for the workers. Later, each event is there when its time comes.
 */
const BEHIND = 300;
/** Milliseconds that the end of a run waits for those who look on. */
const PATIENCE = 500;

/** Tells those who look on of a run that goes on. Where nobody does, it only takes in. */
export class LiveRun {
  readonly #run = new WatchedRun();
  readonly #viewers = new Viewers();
  readonly #timer: NodeJS.Timeout;
  /** When the trace began, by `performance.now()`. */
  #began: number | undefined;
  /** Events whose time has not come yet. */
  #coming: TraceEvent[] = [];
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
    // The first says what the run is.
    if (this.#began === undefined) this.#run.take(event);
    else this.#coming.push(event);
    // What is told is late, by how much differs.
    this.#began = Math.min(this.#began ?? Infinity, performance.now() - event.t);
  }

  /** One more who looks on. */
  add(response: ServerResponse): void {
    this.#viewers.add(response, this.#frame(this.#shown(), true));
  }

  /** The run has ended. Resolves once those who look on know, or will not. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#takeUntil(Infinity);
    await this.#viewers.end(this.#frame(this.#shown() + BEHIND, true), PATIENCE);
  }

  #tell(): void {
    const t = this.#shown();
    const hasNews = this.#takeUntil(t);
    const now = performance.now();
    if (this.#viewers.count === 0 || (!hasNews && now - this.#toldAt < CALM_EVERY)) return;
    const withSearch = now - this.#searchToldAt >= CALM_EVERY;
    if (withSearch) this.#searchToldAt = now;
    this.#toldAt = now;
    this.#viewers.tell(this.#frame(t, withSearch), () => this.#frame(t, true));
  }

  /** The time that is shown, in milliseconds since the trace began. */
  #shown(): number {
    return Math.max(0, performance.now() - (this.#began ?? Infinity) - BEHIND);
  }

  /** Takes in what has happened by a time; whether there was anything. */
  #takeUntil(t: number): boolean {
    const next = this.#coming.findIndex((event) => event.t > t);
    const due = next === -1 ? this.#coming.length : next;
    for (const event of this.#coming.splice(0, due)) this.#run.take(event);
    return due > 0;
  }

  #frame(t: number, withSearch: boolean): string {
    return JSON.stringify(this.#run.frame(t, withSearch));
  }
}
