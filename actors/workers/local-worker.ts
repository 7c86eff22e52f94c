import { createBackend } from "../../kernels/index.js";
import { connectInProcess } from "../transport/in-process.js";
import { serveShards } from "./serve-shards.js";
import { type StartedWorker, WorkerPool } from "./worker-pool.js";
import type { WorkerSource } from "./worker-source.js";

/** Starts a worker in this thread; it ends with its connection. */
export function startLocal(): StartedWorker {
  const [transport, theirs] = connectInProcess();
  serveShards(theirs, createBackend);
  return {
    transport,
    end: async () => {
      transport.close();
    },
  };
}

/** One worker, this thread: for a backend whose device belongs to the thread that opened it. */
export function localWorker(): WorkerSource {
  return new WorkerPool(1, startLocal);
}
