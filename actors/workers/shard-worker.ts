import { parentPort, workerData } from "node:worker_threads";
import { adoptKernels, createBackend } from "../../kernels/index.js";
import { connectToParent } from "../transport/worker-thread.js";
import { serveShards } from "./serve-shards.js";

/** What the parent hands to a worker thread: the kernels as it compiled them. */
export interface ShardWorkerData {
  readonly module: WebAssembly.Module;
}

if (parentPort !== null) {
  adoptKernels((workerData as ShardWorkerData).module);
  serveShards(connectToParent(parentPort), createBackend);
}
