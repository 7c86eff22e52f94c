import { type MessagePort, parentPort } from "node:worker_threads";
// From where it stands: all that actors are would be loaded with the index.
import { problemOf } from "../../actors/problem-of.js";
import type { TraceEvent } from "../trace/trace-event.js";
import { TraceFile } from "../trace/trace-file.js";
import { BestLook } from "./best-look.js";
import type { WatchAnswer, WatchRequest } from "./watch-messages.js";

/** Takes the events of a run, up to its end. */
interface Watcher {
  take(event: TraceEvent): void;
  end(): void | Promise<void>;
}

/** Watches the run of the thread that asks. */
class RunWatcher {
  readonly #answer: (answer: WatchAnswer) => void;
  readonly #watchers: Watcher[] = [];
  #look: BestLook | undefined;
  /** When the last event was. */
  #t = 0;

  constructor(answer: (answer: WatchAnswer) => void) {
    this.#answer = answer;
  }

  /** @throws CellfateError `usage.port`, `disk.write` */
  async do(request: WatchRequest): Promise<WatchAnswer> {
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
      case "news":
        for (const event of request.events) this.#take(event);
        if (request.best !== null) this.#look?.at(request.best);
        return { type: "taken", events: request.events.length };
      case "look":
        await this.#look?.end();
        return { type: "done" };
      case "end":
        for (const watcher of this.#watchers) await watcher.end();
        return { type: "done" };
    }
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

function watchFor(port: MessagePort): void {
  const answer = (message: WatchAnswer): void => {
    port.postMessage(message);
  };
  const watcher = new RunWatcher(answer);
  port.on("message", (request: WatchRequest) => {
    watcher.do(request).then(answer, (error: unknown) => {
      answer({ type: "refused", problem: problemOf(error) });
    });
  });
}

if (parentPort !== null) watchFor(parentPort);
