import { type BackendName, BELONGS_TO_ONE_THREAD } from "../../kernels/index.js";
import { localWorker } from "./local-worker.js";
import { threadWorkers } from "./thread-workers.js";
import type { WorkerSource } from "./worker-source.js";

/** The workers of this machine for a backend: this thread if the backend belongs to one, else `workers` threads. */
export function workersFor(backend: BackendName, workers: number): WorkerSource {
  return BELONGS_TO_ONE_THREAD[backend] ? localWorker() : threadWorkers(workers);
}
