import { type MessagePort, Worker, type WorkerOptions } from "node:worker_threads";
import type { Transport } from "./transport.js";

/** Stands for every failure of a worker thread in words. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Starts a worker thread and connects to it; the buffers of posted bytes are moved, not copied. */
export function startWorkerThread(
  entry: URL,
  options: WorkerOptions,
): Transport & { readonly threadId: number } {
  const worker = new Worker(entry, options);
  let closing = false;
  let reason: string | undefined;
  return {
    threadId: worker.threadId,
    post: (bytes) => {
      worker.postMessage(bytes, [bytes.buffer]);
    },
    onMessage: (listener) => {
      worker.on("message", listener);
    },
    onClose: (listener) => {
      worker.on("error", (error) => {
        reason = reasonOf(error);
      });
      worker.on("exit", (code) => {
        if (!closing) listener(reason ?? `the thread ended with exit code ${code}`);
      });
    },
    close: async () => {
      closing = true;
      await worker.terminate();
    },
  };
}

/** The worker's end: a connection to the thread that started it. */
export function connectToParent(port: MessagePort): Transport {
  return {
    post: (bytes) => {
      port.postMessage(bytes, [bytes.buffer]);
    },
    onMessage: (listener) => {
      port.on("message", listener);
    },
    onClose: (listener) => {
      port.on("close", () => {
        listener("the parent closed the connection");
      });
    },
    close: async () => {
      port.close();
    },
  };
}
