import { readTrace, type TracePlace } from "../trace/read-trace.js";
import type { Frame } from "./frame.js";
import { WatchedRun } from "./watched-run.js";

/** Events between two stops, where a trace is short; of a long one stops are as many as this at most. */
const STOP_EVERY = 5000;
const MOST_STOPS = 64;

/** Where the reading of a trace can go on. */
interface Stop {
  /** Of the last event before it. */
  readonly t: number;
  readonly place: TracePlace;
  readonly run: WatchedRun;
}

/** A trace at any time of it: what was known of the run then. Memory does not grow with the trace. */
export class TraceReplay {
  readonly #path: string;
  readonly #stops: readonly Stop[];
  /** Where the last one who asked has come to: the next usually goes on from there. */
  #cursor: Stop;
  /** One at a time reads. */
  #reading: Promise<unknown> = Promise.resolve();
  /** Milliseconds from the beginning of the trace to its last event. */
  readonly duration: number;

  private constructor(path: string, stops: readonly Stop[], end: Stop) {
    this.#path = path;
    this.#stops = stops;
    this.#cursor = end;
    this.duration = end.t;
  }

  /**
   * Reads a trace once, to know where to begin for a time.
   *
   * @param onTorn as of {@link readTrace}, which says what is thrown
   */
  static async open(path: string, onTorn: (where: string) => void): Promise<TraceReplay> {
    const place = { byte: 0, line: 0 };
    const run = new WatchedRun();
    let stops: Stop[] = [{ t: 0, place: { ...place }, run: run.copy() }];
    let every = STOP_EVERY;
    let t = 0;
    for await (const event of readTrace(path, onTorn, place)) {
      run.take(event);
      t = event.t;
      if (place.line % every !== 0) continue;
      stops.push({ t, place: { ...place }, run: run.copy() });
      if (stops.length <= MOST_STOPS) continue;
      every *= 2;
      stops = stops.filter(({ place: { line } }) => line % every === 0);
    }
    return new TraceReplay(path, stops, { t, place, run });
  }

  /** What was known at a time, in milliseconds; before the beginning and behind the end it is that. */
  frameAt(t: number): Promise<Frame> {
    const within = Math.min(Math.max(t, 0), this.duration);
    const frame = this.#reading.then(() => this.#read(within));
    this.#reading = frame.catch(() => undefined);
    return frame;
  }

  async #read(t: number): Promise<Frame> {
    const { place: from, run } = this.#lastBefore(t);
    const place = { ...from };
    const cursor = { t, place: { ...from }, run };
    // Before it reads: run and place go together at every event, however far it comes.
    this.#cursor = cursor;
    for await (const event of readTrace(this.#path, () => undefined, place)) {
      if (event.t > t) break;
      run.take(event);
      cursor.place = { ...place };
    }
    return run.frame(t);
  }

  /** The last stop that is not behind a time. What is stopped at stays as it is; the cursor moves. */
  #lastBefore(t: number): Stop {
    const stop = this.#stops.findLast((one) => one.t <= t);
    if (this.#cursor.t <= t && this.#cursor.t >= (stop?.t ?? 0)) return this.#cursor;
    if (stop === undefined) throw new Error("A trace has a stop at its beginning.");
    return { ...stop, run: stop.run.copy() };
  }
}
