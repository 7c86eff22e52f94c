import { assign, fromPromise, setup } from "xstate";
import type { Problem } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";

/** A write is tried this often before it is reported as failed. */
const MOST_ATTEMPTS = 3;
/** Milliseconds before the second attempt; doubled for each further one. */
const RETRY_DELAY = 100;

interface CheckpointerContext {
  /** Generation being written. */
  readonly writing: number | null;
  /** Newest generation that waits; an older one that waited is not needed any more. */
  readonly waiting: number | null;
  readonly attempts: number;
  readonly problem: Problem | null;
}

interface CheckpointerEvent {
  readonly type: "SAVE";
  readonly generation: number;
}

/**
 * The checkpointer: one write at a time, the newest checkpoint that waits next. A write that fails is tried again
 * with growing pauses and then reported; the older checkpoints stay as they are.
 */
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
  context: { writing: null, waiting: null, attempts: 0, problem: null },
  initial: "idle",
  on: { SAVE: { actions: { type: "wait", params: ({ event }) => event } } },
  states: {
    idle: {
      always: {
        guard: "hasWaiting",
        target: "writing",
        actions: assign(({ context }) => ({ writing: context.waiting, waiting: null, attempts: 0 })),
      },
    },
    writing: {
      entry: assign({ attempts: ({ context }) => context.attempts + 1 }),
      invoke: {
        src: "write",
        input: ({ context }) => ({ generation: context.writing! }),
        onDone: {
          target: "idle",
          actions: {
            type: "reportSaved",
            params: ({ context, event }) => ({ generation: context.writing!, file: event.output }),
          },
        },
        onError: {
          target: "failed",
          actions: assign({ problem: ({ event }) => problemOf(event.error) }),
        },
      },
    },
    failed: {
      always: {
        guard: ({ context }) => context.attempts >= MOST_ATTEMPTS,
        target: "idle",
        actions: {
          type: "reportFailure",
          params: ({ context }) => ({ generation: context.writing!, problem: context.problem! }),
        },
      },
      after: { retryDelay: { guard: "mayRetry", target: "writing" } },
    },
  },
});
