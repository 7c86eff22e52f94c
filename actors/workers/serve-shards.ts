import {
  type Backend,
  type BackendName,
  CellfateError,
  runShard,
  shardOf,
  type TaskPartial,
} from "../../engine/index.js";
import { Mailbox } from "../mailbox.js";
import type { EnvelopeOf, Payload } from "../messages.js";
import { problemOf } from "../problem-of.js";
import type { Transport } from "../transport/transport.js";

/**
 * A worker: keeps the task it was last sent, does the shards of it that it is told to, one after the other, and
 * answers each with its partial result. Whatever comes, it answers or drops it and goes on. The same code serves a
 * thread and the main process.
 */
export function serveShards(
  transport: Transport,
  createBackend: (name: BackendName) => Promise<Backend>,
): void {
  const mailbox = new Mailbox(transport);
  let prepared: Payload<"prepare"> | undefined;
  let backend: Backend | undefined;
  let last: EnvelopeOf<"shard"> | undefined;
  let queue = Promise.resolve();

  const doShard = async ({ wave, replicates }: Payload<"shard">): Promise<TaskPartial> => {
    if (prepared?.wave !== wave) {
      throw new CellfateError({ code: "worker.unprepared", message: "A shard came before its task." });
    }
    if (backend?.name !== prepared.backend) {
      backend?.dispose();
      backend = await createBackend(prepared.backend);
    }
    return runShard(backend, shardOf(prepared.task, replicates));
  };

  const answer = async (shard: EnvelopeOf<"shard">): Promise<void> => {
    try {
      mailbox.send("shard-done", { answer: await doShard(shard.payload) }, shard);
    } catch (error) {
      mailbox.send("shard-failed", { problem: problemOf(error) }, shard);
    }
  };

  mailbox.onMessage(
    (envelope) => {
      if (envelope.type === "prepare") {
        queue = queue.then(() => {
          prepared = envelope.payload;
        });
      } else if (envelope.type === "shard") {
        // A message may come twice; what has been answered is not done again.
        if (last?.shard === envelope.shard && last.attempt === envelope.attempt) return;
        last = envelope;
        queue = queue.then(() => answer(envelope));
      }
    },
    (error) => {
      mailbox.send("shard-failed", { problem: problemOf(error) }, { generation: 0 });
    },
  );
  transport.onClose(() => backend?.dispose());
  mailbox.send("ready", {}, { generation: 0 });
}
