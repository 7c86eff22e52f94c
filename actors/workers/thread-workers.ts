import { loadKernels } from "../../kernels/index.js";
import { startWorkerThread, type WorkerThread } from "../transport/worker-thread.js";
import type { ShardWorkerData } from "./shard-worker.js";
import { WorkerPool } from "./worker-pool.js";
import type { WorkerSource } from "./worker-source.js";

/** In the bundle, which starts faster: each thread loads its code again. */
const ENTRY = new URL(import.meta.resolve("#bin/shard-worker.js"));

/** Starts a worker thread that does shards, with the kernels as this thread compiled them. */
export async function startThread(place: number): Promise<WorkerThread> {
  const workerData: ShardWorkerData = { module: await loadKernels() };
  return startWorkerThread(ENTRY, { workerData, name: `cellfate worker ${place}` });
}

/** Workers that are threads of this process. */
export function threadWorkers(workers: number): WorkerSource {
  return new WorkerPool(workers, startThread);
}
