import { decodeMessage } from "#actors/message-codec.js";
import type { EnvelopeOf } from "#actors/messages.js";
import type { StartedWorker } from "#actors/workers/worker-pool.js";

/** A worker that a test can kill from outside. */
export interface Killable extends StartedWorker {
  kill(): void;
}

/**
 * A worker as the evaluator sees it, with what a test does to it.
 *
 * @param onShard called for every shard on its way to the worker; false keeps it from arriving
 */
export function killable(
  inner: StartedWorker,
  onShard: (kill: () => void, shard: EnvelopeOf<"shard">) => boolean = () => true,
): Killable {
  const { transport } = inner;
  const kill = (): void => void inner.end();
  return {
    transport: {
      get closed() {
        return transport.closed;
      },
      post: (bytes) => {
        const envelope = decodeMessage(bytes);
        if (envelope.type === "shard" && !onShard(kill, envelope)) return;
        transport.post(bytes);
      },
      onMessage: (listener) => transport.onMessage(listener),
      onClose: (listener) => transport.onClose(listener),
      close: () => transport.close(),
    },
    end: () => inner.end(),
    kill,
  };
}
