import { type MessagePort, Worker, type WorkerOptions } from "node:worker_threads";
import { Link } from "./link.js";
import type { Transport } from "./transport.js";

/** A worker thread, and the connection to it. */
export interface WorkerThread {
  readonly threadId: number;
  readonly transport: Transport;
  /** Ends the thread, whatever it is doing; resolves when it is gone. */
  end(): Promise<void>;
}

/** Starts a worker thread and connects to it; the buffers of posted bytes are moved, not copied. */
export function startWorkerThread(entry: URL, options: WorkerOptions): WorkerThread {
  const worker = new Worker(entry, options);
  const transport = new Link({
    post: (bytes) => {
      worker.postMessage(bytes, [bytes.buffer]);
    },
    // The port is the thread's own: it closes with the thread.
    close: () => undefined,
  });
  let reason: string | undefined;
  worker.on("message", (bytes: Uint8Array) => {
    transport.deliver(bytes);
  });
  worker.on("error", (error: unknown) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on("exit", (code) => {
    transport.end(reason ?? `the thread ended with exit code ${code}`);
  });
  return {
    threadId: worker.threadId,
    transport,
    end: async () => {
      transport.close();
      await worker.terminate();
    },
  };
}

/** The worker's end: a connection to the thread that started it. */
export function connectToParent(port: MessagePort): Transport {
  const transport = new Link({
    post: (bytes) => {
      port.postMessage(bytes, [bytes.buffer]);
    },
    close: () => {
      port.close();
    },
  });
  port.on("message", (bytes: Uint8Array) => {
    transport.deliver(bytes);
  });
  port.on("close", () => {
    transport.end("the parent closed the connection");
  });
  return transport;
}
