import { loadedKernels } from "../../kernels/index.js";
import { startWorkerThread } from "../transport/worker-thread.js";
import type { Transport } from "../transport/transport.js";
import type { ShardWorkerData } from "./shard-worker.js";

/**
 * Starts a worker thread that simulates shards, with the kernels as this thread compiled them.
 *
 * @throws CellfateError `wasm.not-loaded`
 */
export function startShardWorker(worker: number): Transport {
  const data: ShardWorkerData = { module: loadedKernels() };
  return startWorkerThread(new URL("./shard-worker.js", import.meta.url), {
    workerData: data,
    name: `cellfate worker ${worker}`,
  });
}
