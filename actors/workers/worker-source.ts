import type { Problem } from "../../engine/index.js";
import type { Transport } from "../transport/transport.js";

/** A worker that is there: it has said that it is ready. */
export interface Worker {
  /** Its own: a worker that is started anew has another. */
  readonly id: number;
  /** For people. */
  readonly name: string;
  readonly transport: Transport;
}

/** Hears of workers that come and go. */
export interface WorkerListener {
  joined(worker: Worker): void;
  /** A worker that had joined is gone. */
  left(id: number, problem: Problem): void;
  /** One that was to come will not; the others go on. */
  givenUp(problem: Problem): void;
  /** Nobody is there, and nobody will come. */
  deserted(problem: Problem): void;
}

/** Where workers come from, such as threads of this machine. How it starts, replaces and ends them is its business. */
export interface WorkerSource {
  /** How many workers to cut the work for while fewer are there. */
  readonly expected: number;
  /** Starts the workers. */
  start(listener: WorkerListener): void;
  /** Ends a worker that cannot be relied on; it leaves with this problem. */
  dismiss(id: number, problem: Problem): void;
  /** Ends all workers; resolves when they are gone. Nothing is heard of them after the call. */
  stop(): Promise<void>;
}
