import { type MessagePort, parentPort, workerData } from "node:worker_threads";
// From where it stands: all that actors are would be loaded with the index.
import { problemOf } from "../../actors/problem-of.js";
import { RecordReader } from "../trace/record-reader.js";
import { type Recorded, rowCount } from "../trace/recorded.js";
import type { TraceEvent } from "../trace/trace-event.js";
import { TraceFile } from "../trace/trace-file.js";
import { BestLook } from "./best-look.js";
import type { Best, WatchAnswer, WatchRequest } from "./watch-messages.js";

/** Takes the events of a run, up to its end. */
interface Watcher {
  take(event: TraceEvent): void;
  end(): void | Promise<void>;
}

/** Watches the run of the thread that asks. */
class RunWatcher {
  readonly #answer: (answer: WatchAnswer) => void;
  readonly #watchers: Watcher[] = [];
  readonly #reader = new RecordReader((event) => {
    this.#take(event);
  });
  #look: BestLook | undefined;
  /** When the last event was. */
  #t = 0;

  constructor(answer: (answer: WatchAnswer) => void) {
    this.#answer = answer;
  }

  /** @throws CellfateError `usage.port`, `disk.write` */
  async do(request: Exclude<WatchRequest, { type: "news" }>): Promise<WatchAnswer> {
    switch (request.type) {
      case "serve": {
        const { startLivePage } = await import("../inspect/live-page.js");
        const page = await startLivePage(request.port);
        this.#watchers.push(page);
        return { type: "serving", url: page.url };
      }
      case "begin":
        this.#begin(request);
        return { type: "done" };
      case "look":
        await this.#look?.end();
        return { type: "done" };
      case "end":
        for (const watcher of this.#watchers) await watcher.end();
        return { type: "done" };
    }
  }

  hear(recorded: Recorded, best: Best | null): void {
    this.#reader.read(recorded);
    if (best !== null) this.#look?.at(best);
  }

  #begin({ config, trace }: Extract<WatchRequest, { type: "begin" }>): void {
    this.#look = new BestLook(config, (happening) => {
      this.#take({ t: this.#t, ...happening });
    });
    if (trace === null) return;
    const file = new TraceFile(trace, (error) => {
      this.#answer({ type: "trace-ended", problem: problemOf(error) });
    });
    this.#watchers.push({
      take: (event) => {
        file.append(event);
      },
      end: () => {
        file.close();
      },
    });
  }

  #take(event: TraceEvent): void {
    this.#t = event.t;
    for (const watcher of this.#watchers) watcher.take(event);
  }
}

function watchFor(port: MessagePort, untaken: Int32Array): void {
  const answer = (message: WatchAnswer): void => {
    port.postMessage(message);
  };
  const watcher = new RunWatcher(answer);
  port.on("message", (request: WatchRequest) => {
    if (request.type === "news") {
      watcher.hear(request.recorded, request.best);
      Atomics.sub(untaken, 0, rowCount(request.recorded));
      return;
    }
    watcher.do(request).then(answer, (error: unknown) => {
      answer({ type: "refused", problem: problemOf(error) });
    });
  });
}

if (parentPort !== null && workerData instanceof Int32Array) watchFor(parentPort, workerData);
