import {
  type Backend,
  type BackendName,
  CellfateError,
  type EnsembleResult,
  shardRequest,
  simulateOn,
} from "../../engine/index.js";
import { decodeMessage, encodeMessage } from "../message-codec.js";
import { type Envelope, type Payload, PROTOCOL_VERSION } from "../messages.js";
import { problemOf } from "../problem-of.js";
import type { Transport } from "../transport/transport.js";

/**
 * A worker: keeps the population it was last sent, simulates the shards of it that it is told to, one after the
 * other, and answers each with the patterns it counted. The same code serves a thread and the main process.
 */
export function serveShards(
  transport: Transport,
  createBackend: (name: BackendName) => Promise<Backend>,
): void {
  let prepared: Payload<"prepare"> | undefined;
  let backend: Backend | undefined;
  let queue = Promise.resolve();

  const simulateShard = async ({ wave, replicates }: Payload<"shard">): Promise<EnsembleResult> => {
    if (prepared?.wave !== wave) {
      throw new CellfateError({ code: "worker.unprepared", message: "A shard came before its population." });
    }
    if (backend?.name !== prepared.backend) backend = await createBackend(prepared.backend);
    const { drift, counts } = await simulateOn(backend)(shardRequest(prepared.request, replicates));
    return { drift, counts };
  };

  const handle = async (bytes: Uint8Array): Promise<void> => {
    const envelope = decodeMessage(bytes);
    if (envelope.type === "prepare") prepared = envelope.payload;
    if (envelope.type !== "shard") return;
    let reply: Envelope;
    try {
      const result = await simulateShard(envelope.payload);
      reply = { ...envelope, type: "shard-done", payload: { result } };
    } catch (error) {
      reply = { ...envelope, type: "shard-failed", payload: { problem: problemOf(error) } };
    }
    transport.post(encodeMessage(reply));
  };

  transport.onMessage((bytes) => {
    queue = queue.then(() => handle(bytes));
  });
  transport.onClose(() => backend?.dispose());
  transport.post(
    encodeMessage({
      v: PROTOCOL_VERSION,
      run: "",
      generation: 0,
      shard: 0,
      attempt: 0,
      type: "ready",
      payload: {},
    }),
  );
}
