import type { Problem } from "../../engine/index.js";
import { Mailbox } from "../mailbox.js";
import { problemOf } from "../problem-of.js";
import type { Transport } from "../transport/transport.js";
import type { WorkerListener, WorkerSource } from "./worker-source.js";

/** A worker after this many failed starts in a row is given up. */
const MOST_STARTS = 3;
/** Milliseconds before the second start; doubled for each further one. */
const RETRY_DELAY = 100;
/** A worker that has not said that it is ready after so many seconds will not. */
const MOST_START_SECONDS = 60;

/** What has been started: the connection to it, and how to end it. */
export interface StartedWorker {
  readonly transport: Transport;
  /** Ends it, whatever it is doing; resolves when it is gone. */
  end(): Promise<void>;
}

/** Starts the worker of a place 1, 2, …; what it throws counts as a failed start. */
export type StartWorker = (place: number) => StartedWorker | Promise<StartedWorker>;

/** One of the workers that a pool keeps, through all its starts. */
interface Place {
  readonly number: number;
  /** Of the worker that it has, or is starting. */
  worker: number;
  status: "starting" | "joined" | "given-up";
  /** In a row. */
  failedStarts: number;
  started: StartedWorker | undefined;
  /** Until it has to be ready, or may be started again. */
  timer: NodeJS.Timeout | undefined;
}

/**
 * A source of workers that this program starts itself, a fixed number. One that is lost is started again: at once if
 * it had joined; after growing pauses if it had not, until that has failed three times in a row.
 */
export class WorkerPool implements WorkerSource {
  readonly expected: number;
  readonly #startWorker: StartWorker;
  readonly #places: readonly Place[];
  #listener: WorkerListener | undefined;
  #lastWorker = 0;

  constructor(workers: number, startWorker: StartWorker) {
    this.expected = workers;
    this.#startWorker = startWorker;
    this.#places = Array.from({ length: workers }, (_, i) => ({
      number: i + 1,
      worker: 0,
      status: "starting",
      failedStarts: 0,
      started: undefined,
      timer: undefined,
    }));
  }

  start(listener: WorkerListener): void {
    this.#listener = listener;
    for (const place of this.#places) void this.#start(place);
  }

  dismiss(id: number, problem: Problem): void {
    const place = this.#places.find(({ worker }) => worker === id);
    if (place !== undefined) this.#end(place, id, problem);
  }

  async stop(): Promise<void> {
    this.#listener = undefined;
    await Promise.all(
      this.#places.map(async ({ timer, started }) => {
        clearTimeout(timer);
        await started?.end();
      }),
    );
  }

  async #start(place: Place): Promise<void> {
    const id = ++this.#lastWorker;
    place.worker = id;
    place.status = "starting";
    place.timer = setTimeout(() => {
      this.#end(place, id, {
        code: "worker.hangs",
        message: `Worker ${place.number} has not started within ${MOST_START_SECONDS} s.`,
        cure: "The machine may be overloaded or out of memory: use fewer --workers.",
      });
    }, MOST_START_SECONDS * 1000);
    try {
      const started = await this.#startWorker(place.number);
      if (this.#has(place, id)) this.#connect(place, id, started);
      else void started.end();
    } catch (error) {
      this.#lose(place, id, problemOf(error));
    }
  }

  #connect(place: Place, id: number, started: StartedWorker): void {
    const { transport } = started;
    place.started = started;
    transport.onClose((reason) => {
      this.#lose(place, id, {
        code: "worker.lost",
        message: `Worker ${place.number} ended: ${reason}`,
        cure: "Look at what it said above; with too little memory, use fewer --workers.",
      });
    });
    new Mailbox(transport).onMessage(
      ({ type }) => {
        // What a worker said before it was lost may come after that.
        if (type === "ready" && this.#has(place, id)) this.#join(place, id, transport);
      },
      (error) => {
        this.#end(place, id, problemOf(error));
      },
    );
  }

  #join(place: Place, id: number, transport: Transport): void {
    clearTimeout(place.timer);
    place.status = "joined";
    place.failedStarts = 0;
    this.#listener?.joined({ id, name: `Worker ${place.number}`, transport });
  }

  #end(place: Place, id: number, problem: Problem): void {
    if (!this.#has(place, id)) return;
    const { started } = place;
    this.#lose(place, id, problem);
    void started?.end();
  }

  #lose(place: Place, id: number, problem: Problem): void {
    if (!this.#has(place, id)) return;
    const joined = place.status === "joined";
    clearTimeout(place.timer);
    place.started = undefined;
    place.worker = 0;
    if (joined) {
      this.#listener?.left(id, problem);
      void this.#start(place);
    } else if (++place.failedStarts < MOST_STARTS) {
      place.timer = setTimeout(() => void this.#start(place), RETRY_DELAY << (place.failedStarts - 1));
    } else this.#giveUp(place, problem);
  }

  #giveUp(place: Place, problem: Problem): void {
    place.status = "given-up";
    this.#listener?.givenUp(problem);
    if (this.#places.every(({ status }) => status === "given-up")) this.#listener?.deserted(problem);
  }

  /** Whether a place still has, or starts, this worker; nothing has once the pool is stopped. */
  #has(place: Place, id: number): boolean {
    return this.#listener !== undefined && place.worker === id;
  }
}
