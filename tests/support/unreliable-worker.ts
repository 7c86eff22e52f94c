import { decodeMessage } from "#actors/message-codec.js";
import type { Envelope } from "#actors/messages.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import type { Transport } from "#actors/transport/transport.js";
import { serveShards } from "#actors/workers/serve-shards.js";
import { createBackend } from "#kernels/index.js";

/** A worker in this thread: quick to start, and as good as any. */
export function startLocalWorker(): Transport {
  const [ours, theirs] = connectInProcess();
  serveShards(theirs, createBackend);
  return ours;
}

/** A worker's connection that a test can cut from outside. */
export interface Killable extends Transport {
  kill(): void;
}

/**
 * A worker's connection as the evaluator sees it, with what a test does to it.
 *
 * @param onShard called for every shard on its way to the worker; false keeps it from arriving
 */
export function killable(
  inner: Transport,
  onShard: (kill: () => void, shard: Envelope) => boolean = () => true,
): Killable {
  let closed: (reason: string) => void = () => undefined;
  const kill = (): void => {
    void inner.close();
    closed("killed");
  };
  return {
    post: (bytes) => {
      const envelope = decodeMessage(bytes);
      if (envelope.type === "shard" && !onShard(kill, envelope)) return;
      inner.post(bytes);
    },
    onMessage: (listener) => inner.onMessage(listener),
    onClose: (listener) => {
      closed = listener;
      inner.onClose(listener);
    },
    close: () => inner.close(),
    kill,
  };
}
