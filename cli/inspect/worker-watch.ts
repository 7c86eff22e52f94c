import type { MessageType } from "../../actors/index.js";
import { workerName } from "../trace/worker-name.js";
import type { Activity, WatchedWorker } from "./frame.js";

/** Of workers that have left, and of retries, as many as are shown. */
const MOST_LOST = 10;
const MOST_RETRIES = 10;
/** More workers than a run has; a trace of something else might have any number of them. */
const MOST_WORKERS = 1000;

/** A message to or from a worker. */
interface WorkerMessage {
  readonly t: number;
  readonly message: MessageType;
  readonly from: string;
  readonly to: string;
  readonly generation: number;
  readonly shard: number;
  readonly attempt: number;
}

/** Who is there and does what: plain values. */
export interface WorkersWatch {
  /** By the names that messages have for them. */
  readonly present: Map<string, WatchedWorker>;
  readonly lost: WatchedWorker[];
  lostCount: number;
  retries: Activity["retries"];
}

/** No workers yet. */
export function workersWatch(): WorkersWatch {
  return { present: new Map(), lost: [], lostCount: 0, retries: { count: 0, last: [] } };
}

/** A worker is there. */
export function takeJoined({ present }: WorkersWatch, id: number, name: string): void {
  if (present.size >= MOST_WORKERS) return;
  present.set(workerName(id), { id, name, shard: null, done: 0, failed: 0, lost: null });
}

/** A worker has left. */
export function takeLeft(watch: WorkersWatch, id: number, at: number, problem: string): void {
  watch.lostCount++;
  const worker = watch.present.get(workerName(id));
  if (worker === undefined) return;
  watch.present.delete(workerName(id));
  watch.lost.unshift({ ...worker, lost: { at, problem } });
  watch.lost.splice(MOST_LOST);
}

/** Takes in a message, of which only those about shards say anything of workers. */
export function takeMessage(watch: WorkersWatch, message: WorkerMessage): void {
  const { t, generation, shard, attempt } = message;
  switch (message.message) {
    case "shard": {
      const worker = watch.present.get(message.to);
      const taken = { shard, attempt, generation, since: t };
      if (worker !== undefined) worker.shard = taken;
      if (attempt > 1) {
        const last = [{ ...taken, worker: worker?.name ?? message.to }, ...watch.retries.last];
        watch.retries = { count: watch.retries.count + 1, last: last.slice(0, MOST_RETRIES) };
      }
      return;
    }
    case "shard-done":
    case "shard-failed": {
      const worker = watch.present.get(message.from);
      if (worker === undefined) return;
      worker.shard = null;
      if (message.message === "shard-done") worker.done++;
      else worker.failed++;
      return;
    }
    default:
  }
}

/** What a page is told of the workers. */
export function workersView({
  present,
  lost,
  lostCount,
  retries,
}: WorkersWatch): Pick<Activity, "workers" | "workersLost" | "retries"> {
  return { workers: [...present.values(), ...lost], workersLost: lostCount, retries };
}
