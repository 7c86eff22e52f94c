import { assign, fromPromise, setup } from "xstate";
import type { Problem } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";

/** A write is tried this often before it is reported as failed. */
const MOST_ATTEMPTS = 3;
/** Milliseconds before the second attempt; doubled for each further one. */
const RETRY_DELAY = 100;

interface CheckpointerContext {
  /** Generation being written, or written last. */
  readonly writing: number;
  /** Newest generation that waits; an older one that waited is not needed any more. */
  readonly waiting: number | null;
  /** At the generation being written. */
  readonly attempts: number;
}

interface CheckpointerEvent {
  readonly type: "SAVE";
  readonly generation: number;
}

/** The checkpointer; what is written stands beside the machine, its context says only which generation. */
export const checkpointerMachine = setup({
  types: { context: {} as CheckpointerContext, events: {} as CheckpointerEvent },
  actors: {
    /** Effect: writes the checkpoint of a generation and removes the oldest beyond those kept; its file. */
    write: fromPromise<string, { generation: number }>(() => Promise.resolve("")),
  },
  actions: {
    /** Effect: reports a written checkpoint. */
    reportSaved: (_, _params: { generation: number; file: string }) => undefined,
    /** Effect: reports a checkpoint that could not be written. */
    reportFailure: (_, _params: { generation: number; problem: Problem }) => undefined,

    wait: assign({ waiting: (_, { generation }: { generation: number }) => generation }),
    takeWaiting: assign({
      writing: ({ context }) => context.waiting ?? context.writing,
      waiting: null,
      attempts: 0,
    }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
  },
  guards: {
    hasWaiting: ({ context }) => context.waiting !== null,
    mayRetry: ({ context }) => context.attempts < MOST_ATTEMPTS,
  },
  delays: {
    retryDelay: ({ context }) => RETRY_DELAY * (1 << (context.attempts - 1)),
  },
}).createMachine({
  id: "checkpointer",
  description:
    "Writes one checkpoint at a time, the newest that waits next. A write that fails is tried again with growing pauses and then reported; the older checkpoints stay as they are.",
  context: { writing: 0, waiting: null, attempts: 0 },
  initial: "idle",
  on: { SAVE: { actions: { type: "wait", params: ({ event }) => event } } },
  states: {
    idle: {
      description: "Nothing is being written.",
      always: { guard: "hasWaiting", target: "writing", actions: "takeWaiting" },
    },
    writing: {
      description: "A checkpoint is on its way to the disk; a newer one may come and wait.",
      entry: "countAttempt",
      invoke: {
        src: "write",
        input: ({ context }) => ({ generation: context.writing }),
        onDone: {
          target: "idle",
          actions: {
            type: "reportSaved",
            params: ({ context, event }) => ({ generation: context.writing, file: event.output }),
          },
        },
        onError: [
          { guard: "mayRetry", target: "resting" },
          {
            target: "idle",
            actions: {
              type: "reportFailure",
              params: ({ context, event }) => ({
                generation: context.writing,
                problem: problemOf(event.error),
              }),
            },
          },
        ],
      },
    },
    resting: {
      description: "The last attempt has failed; the next one comes after a pause.",
      after: { retryDelay: "writing" },
    },
  },
});
