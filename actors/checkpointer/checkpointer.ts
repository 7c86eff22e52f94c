import { createActor, fromPromise } from "xstate";
import { Mailbox } from "../mailbox.js";
import type { Payload } from "../messages.js";
import { inspectedBy, type RunObserver } from "../observer.js";
import type { Transport } from "../transport/transport.js";
import { checkpointerMachine } from "./checkpointer.machine.js";

/** What a checkpointer needs from outside. */
export interface CheckpointerOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  /** Puts the bytes of a generation's checkpoint on disk; its file. */
  readonly write: (generation: number, bytes: Uint8Array) => Promise<string>;
  readonly observer?: RunObserver;
}

/** Starts the checkpointer; see `checkpointer.machine.ts` for what it decides. */
export function startCheckpointer({ run, manager, write, observer }: CheckpointerOptions): void {
  const mailbox = new Mailbox(manager, run);
  const waiting = new Map<number, Payload<"save">>();
  let lastSave = 0;
  /** The number of a generation's save, which is let go of with all that waited before it. */
  const settle = (generation: number): number => {
    const { save } = waiting.get(generation)!;
    for (const earlier of waiting.keys()) if (earlier <= generation) waiting.delete(earlier);
    return save;
  };
  const machine = checkpointerMachine.provide({
    actors: {
      write: fromPromise(({ input: { generation } }: { input: { generation: number } }) =>
        write(generation, waiting.get(generation)!.bytes),
      ),
    },
    actions: {
      reportSaved: (_, { generation, file }) => {
        mailbox.send("saved", { save: settle(generation), file }, { generation });
      },
      reportFailure: (_, { generation, problem }) => {
        mailbox.send("save-failed", { save: settle(generation), problem }, { generation });
      },
    },
  });
  const actor = createActor(machine, { id: "checkpointer", ...inspectedBy(observer) });
  actor.start();
  mailbox.onMessage((envelope) => {
    // A message may come twice; a checkpoint is written once.
    if (envelope.type !== "save" || envelope.payload.save <= lastSave) return;
    lastSave = envelope.payload.save;
    waiting.set(envelope.generation, envelope.payload);
    actor.send({ type: "SAVE", generation: envelope.generation });
  });
}
