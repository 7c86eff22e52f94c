import { assign, raise, setup } from "xstate";
import type { Problem } from "../../engine/index.js";

/** A shard after this many failed attempts is given up, and its wave with it. */
const MOST_ATTEMPTS = 3;
/** Milliseconds before a shard that failed is tried again; doubled for each further failure. */
const RETRY_DELAY = 100;

const NOBODY: Problem = { code: "worker.none", message: "No worker is there." };

/** A shard, and how often it has been tried. */
interface Tried {
  readonly shard: number;
  readonly attempt: number;
}

interface EvaluatorContext {
  /** How many are there. */
  readonly workers: number;
  /** Shards of the wave in hand that are not done. */
  readonly open: number;
  /** Why nobody is there, once that is so. */
  readonly problem: Problem;
}

type EvaluatorEvent =
  | { type: "WORKER_JOINED" }
  | { type: "WORKER_LEFT" }
  /** A worker is idle again, though no shard is done by that. */
  | { type: "WORKER_FREE" }
  | { type: "DESERTED"; problem: Problem }
  | { type: "WAVE"; shards: number }
  | { type: "SHARD_DONE" }
  | ({ type: "SHARD_FAILED"; problem: Problem } & Tried)
  | ({ type: "RETRY" } & Tried)
  | { type: "ABANDON" };

/**
 * The evaluator: the shards of one wave at a time, and the workers that are there. Which worker has which shard stands
 * in the ledger beside the machine; its context only counts.
 */
export const evaluatorMachine = setup({
  types: { context: {} as EvaluatorContext, events: {} as EvaluatorEvent },
  actions: {
    /** Effect: gives waiting shards to idle workers. */
    giveShards: () => undefined,
    /** Effect: lets a shard that has failed wait again. */
    putBack: (_, _params: Tried) => undefined,
    /** Effect: forgets the shards of the wave. */
    dropShards: () => undefined,
    /** Effect: every shard of the wave is done. */
    completeWave: () => undefined,
    /** Effect: the wave is given up. */
    failWave: (_, _params: { problem: Problem }) => undefined,

    countJoined: assign({ workers: ({ context }) => context.workers + 1 }),
    countLeft: assign({ workers: ({ context }) => context.workers - 1 }),
    countShards: assign({ open: (_, { shards }: { shards: number }) => shards }),
    countDone: assign({ open: ({ context }) => context.open - 1 }),
    countNone: assign({ open: 0 }),
    note: assign({ problem: (_, { problem }: { problem: Problem }) => problem }),
    retryLater: raise((_, { shard, attempt }: Tried) => ({ type: "RETRY", shard, attempt }), {
      delay: (_, { attempt }: Tried) => RETRY_DELAY * (1 << (attempt - 1)),
    }),
  },
  guards: {
    isWaveDone: ({ context }) => context.open === 0,
    isLastAttempt: (_, { attempt }: { attempt: number }) => attempt >= MOST_ATTEMPTS,
  },
}).createMachine({
  id: "evaluator",
  description:
    "Has the shards of one wave at a time done by the workers that are there. A shard that fails, or whose worker leaves or hangs, waits and goes to another; after the third time the wave is given up.",
  context: { workers: 0, open: 0, problem: NOBODY },
  initial: "idle",
  on: {
    WORKER_JOINED: { actions: "countJoined" },
    WORKER_LEFT: { actions: "countLeft" },
    DESERTED: { target: ".deserted", actions: { type: "note", params: ({ event }) => event } },
  },
  states: {
    idle: {
      description: "No wave is in hand; workers may come and go.",
      on: {
        WAVE: { target: "evaluating", actions: { type: "countShards", params: ({ event }) => event } },
      },
    },
    evaluating: {
      description: "Shards of the wave in hand wait, rest after a failure or are with workers.",
      entry: "giveShards",
      always: { guard: "isWaveDone", target: "idle", actions: "completeWave" },
      on: {
        WORKER_JOINED: { actions: ["countJoined", "giveShards"] },
        WORKER_FREE: { actions: "giveShards" },
        SHARD_DONE: { actions: ["countDone", "giveShards"] },
        SHARD_FAILED: [
          {
            guard: { type: "isLastAttempt", params: ({ event }) => event },
            target: "idle",
            actions: ["countNone", "dropShards", { type: "failWave", params: ({ event }) => event }],
          },
          {
            actions: { type: "retryLater", params: ({ event }) => event },
          },
        ],
        RETRY: { actions: [{ type: "putBack", params: ({ event }) => event }, "giveShards"] },
        DESERTED: {
          target: "deserted",
          actions: [
            { type: "note", params: ({ event }) => event },
            "countNone",
            "dropShards",
            { type: "failWave", params: ({ event }) => event },
          ],
        },
        ABANDON: { target: "idle", actions: ["countNone", "dropShards"] },
      },
    },
    deserted: {
      description: "No worker is there and none will come: every wave fails at once.",
      on: {
        WAVE: {
          actions: [
            "dropShards",
            { type: "failWave", params: ({ context }) => ({ problem: context.problem }) },
          ],
        },
      },
    },
  },
});
