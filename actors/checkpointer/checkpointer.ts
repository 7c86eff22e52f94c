import { type ActorOptions, createActor, fromPromise } from "xstate";
import { Mailbox } from "../mailbox.js";
import type { Transport } from "../transport/transport.js";
import { checkpointerMachine } from "./checkpointer.machine.js";

/** What a checkpointer needs from outside. */
export interface CheckpointerOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  /** Puts the bytes of a generation's checkpoint on disk; its file. */
  readonly write: (generation: number, bytes: Uint8Array) => Promise<string>;
  readonly inspect?: ActorOptions<typeof checkpointerMachine>["inspect"];
}

/** Starts the checkpointer; see `checkpointer.machine.ts` for what it decides. */
export function startCheckpointer({ run, manager, write, inspect }: CheckpointerOptions): void {
  const mailbox = new Mailbox(manager, run);
  const waiting = new Map<number, Uint8Array>();
  const done = (generation: number): void => {
    for (const earlier of waiting.keys()) if (earlier <= generation) waiting.delete(earlier);
  };
  const machine = checkpointerMachine.provide({
    actors: {
      write: fromPromise(({ input: { generation } }: { input: { generation: number } }) =>
        write(generation, waiting.get(generation)!),
      ),
    },
    actions: {
      reportSaved: (_, { generation, file }) => {
        done(generation);
        mailbox.send("saved", { file }, { generation });
      },
      reportFailure: (_, { generation, problem }) => {
        done(generation);
        mailbox.send("save-failed", { problem }, { generation });
      },
    },
  });
  const actor = createActor(machine, inspect === undefined ? {} : { inspect });
  actor.start();
  mailbox.onMessage((envelope) => {
    if (envelope.type !== "save") return;
    waiting.set(envelope.generation, envelope.payload.bytes);
    actor.send({ type: "SAVE", generation: envelope.generation });
  });
}
