import { Worker } from "node:worker_threads";
import { CellfateError } from "../../engine/index.js";
import { warn } from "../output/problem-text.js";
import { type Recorded, rowCount } from "../trace/recorded.js";
import { RunRecorder } from "../trace/run-recorder.js";
import type { Best, WatchAnswer, WatchRequest } from "./watch-messages.js";

/** In the bundle, which starts faster. */
const ENTRY = new URL(import.meta.resolve("#bin/watch-thread.js"));
/** Rows that have been told and not taken in, beyond which watching is given up: memory is bounded. */
const MOST_UNTAKEN = 1 << 18;

/**
 * The thread that watches a run: what is shown and written of it is made there, so that the run, which only tells what
 * happens, does not wait for it. Where the thread is lost, the run goes on without it.
 */
export class WatchLink {
  /** Rows that have been told and not taken in; shared, as a message for each that is would be the run's to hear. */
  readonly #untaken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #worker = new Worker(ENTRY, { name: "cellfate watch", workerData: this.#untaken });
  /** Takes the answer to what has been asked. */
  #asked: ((answer: WatchAnswer) => void) | undefined;
  #isOver = false;
  #recorder: RunRecorder | undefined;
  #best: Best | null = null;

  constructor() {
    // Only while something is asked does the process wait for it.
    this.#worker.unref();
    this.#worker.on("message", (answer: WatchAnswer) => {
      this.#hear(answer);
    });
    this.#worker.on("error", (error: unknown) => {
      this.#lose(error instanceof Error ? error.message : String(error));
    });
    this.#worker.on("exit", () => {
      this.#lose("The thread that watches has ended.");
    });
  }

  /** Shows the run on a page; its address. @throws CellfateError `usage.port` */
  async serve(port: number): Promise<string> {
    const answer = await this.#ask({ type: "serve", port });
    if (answer.type !== "serving") throw new Error(`a page cannot have been answered with "${answer.type}"`);
    return answer.url;
  }

  /**
   * The run begins.
   *
   * @returns what writes down what happens, which is then told
   * @throws CellfateError `disk.write` where the trace cannot be written
   */
  async begin(run: Omit<Extract<WatchRequest, { type: "begin" }>, "type">): Promise<RunRecorder> {
    await this.#askIfThere({ type: "begin", ...run });
    this.#recorder = new RunRecorder((recorded) => {
      this.#tell(recorded);
    });
    return this.#recorder;
  }

  /** Tells the best individual so far, which is looked at when there is time. */
  look(best: Best): void {
    this.#best = best;
  }

  /** Has the last best individual looked at. */
  async lookAtLast(): Promise<void> {
    await this.#askIfThere({ type: "look" });
  }

  /** The last event has been told; resolves once it is shown and written. */
  async end(): Promise<void> {
    await this.#askIfThere({ type: "end" });
    this.#isOver = true;
    await this.#worker.terminate();
  }

  #tell(recorded: Recorded): void {
    if (this.#isOver) return;
    const best = this.#best;
    this.#best = null;
    const untaken = Atomics.add(this.#untaken, 0, rowCount(recorded)) + rowCount(recorded);
    this.#post({ type: "news", recorded, best }, [recorded.rows.buffer]);
    if (untaken > MOST_UNTAKEN) this.#lose(`${untaken} events wait to be written.`);
  }

  #hear(answer: WatchAnswer): void {
    switch (answer.type) {
      case "trace-ended": {
        const { message, where } = answer.problem;
        warn({
          message: `The trace ends here: ${message}`,
          ...(where === undefined ? {} : { where }),
          cure: "The run goes on without it.",
        });
        return;
      }
      default:
        this.#asked?.(answer);
    }
  }

  /** Nothing is told any more. What is asked before the run begins is refused, what is asked later is done without. */
  #lose(message: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#worker.terminate();
    if (this.#asked !== undefined && this.#recorder === undefined) {
      const cure = "Leave --trace and --inspect out.";
      this.#asked({
        type: "refused",
        problem: { code: "watch.lost", message: `The run cannot be watched: ${message}`, cure },
      });
      return;
    }
    warn({ message: `Nobody watches from here on: ${message}`, cure: "The run goes on without it." });
    this.#asked?.({ type: "done" });
  }

  /** @throws CellfateError what the thread refuses it with */
  async #ask(request: WatchRequest): Promise<WatchAnswer> {
    this.#worker.ref();
    const answered = new Promise<WatchAnswer>((resolve) => (this.#asked = resolve));
    this.#post(request);
    const answer = await answered;
    this.#asked = undefined;
    this.#worker.unref();
    if (answer.type === "refused") throw new CellfateError(answer.problem);
    return answer;
  }

  /** Asks it of a thread that is still there, after all that happened has been told. */
  async #askIfThere(request: WatchRequest): Promise<void> {
    this.#recorder?.flush();
    if (!this.#isOver) await this.#ask(request);
  }

  #post(request: WatchRequest, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, moved);
  }
}
