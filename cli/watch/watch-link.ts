import { Worker } from "node:worker_threads";
import { CellfateError, type Problem } from "../../engine/index.js";
import { warn } from "../output/problem-text.js";
import type { TraceEvent } from "../trace/trace-event.js";
import type { Best, WatchAnswer, WatchRequest } from "./watch-messages.js";

/** In the bundle, which starts faster. */
const ENTRY = new URL(import.meta.resolve("#bin/watch-thread.js"));
/** Milliseconds in which events are gathered before they are told, and how many at most. */
const TELL_EVERY = 200;
const MOST_GATHERED = 1024;
/** Events that have been told and not taken in, beyond which watching is given up: memory is bounded. */
const MOST_UNTAKEN = 1 << 18;

/**
 * The thread that watches a run: what is shown and written of it is made there, so that the run, which only tells what
 * happens, does not wait for it. Where the thread is lost, the run goes on without it.
 */
export class WatchLink {
  readonly #worker = new Worker(ENTRY, { name: "cellfate watch" });
  /** Takes the answer to what has been asked. */
  #asked: ((answer: WatchAnswer) => void) | undefined;
  #lost: Problem | undefined;
  #gathered: TraceEvent[] = [];
  #best: Best | null = null;
  #untaken = 0;
  /** When the event was that was told last. */
  #toldTo = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    // Only while something is asked does the process wait for it.
    this.#worker.unref();
    this.#worker.on("message", (answer: WatchAnswer) => {
      this.#hear(answer);
    });
    this.#worker.on("error", (error: unknown) => {
      this.#lose({ code: "watch.lost", message: error instanceof Error ? error.message : String(error) });
    });
  }

  /** Shows the run on a page; its address. @throws CellfateError `usage.port` */
  async serve(port: number): Promise<string> {
    const answer = await this.#ask({ type: "serve", port });
    return answer.type === "serving" ? answer.url : "";
  }

  /** @throws CellfateError `disk.write` where the trace cannot be written */
  async begin(run: Omit<Extract<WatchRequest, { type: "begin" }>, "type">): Promise<void> {
    await this.#ask({ type: "begin", ...run });
  }

  /** Tells what happens: what comes after a while at once, what follows it soon together. */
  take(event: TraceEvent): void {
    this.#gathered.push(event);
    const isDue = event.t - this.#toldTo >= TELL_EVERY || this.#gathered.length >= MOST_GATHERED;
    if (isDue) this.#tell();
    else {
      this.#timer ??= setTimeout(() => {
        this.#tell();
      }, TELL_EVERY).unref();
    }
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
    await this.#worker.terminate();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [events, best] = [this.#gathered, this.#best];
    this.#gathered = [];
    this.#best = null;
    this.#toldTo = events.at(-1)?.t ?? this.#toldTo;
    if (this.#lost !== undefined || events.length === 0) return;
    this.#untaken += events.length;
    this.#post({ type: "news", events, best });
    if (this.#untaken > MOST_UNTAKEN) {
      this.#lose({ code: "watch.lost", message: `${this.#untaken} events wait to be written.` });
    }
  }

  #hear(answer: WatchAnswer): void {
    switch (answer.type) {
      case "taken":
        this.#untaken -= answer.events;
        return;
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

  /** Nothing is told any more. */
  #lose(problem: Problem): void {
    if (this.#lost !== undefined) return;
    this.#lost = problem;
    if (this.#asked === undefined) {
      warn({
        message: `Nobody watches from here on: ${problem.message}`,
        cure: "The run goes on without it.",
      });
    } else this.#asked({ type: "refused", problem });
    void this.#worker.terminate();
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

  /** The end of a run is told after all that happened in it, to a thread that is still there. */
  async #askIfThere(request: WatchRequest): Promise<void> {
    this.#tell();
    if (this.#lost === undefined) await this.#ask(request);
  }

  #post(request: WatchRequest): void {
    this.#worker.postMessage(request);
  }
}
