import { assign, setup } from "xstate";
import type { Problem } from "../../engine/index.js";

/** A shard after this many failed attempts is given up, and a worker after as many failed starts in a row. */
const MOST_ATTEMPTS = 3;

interface Shard {
  readonly shard: number;
  /** Attempts begun. */
  readonly attempts: number;
  /** The worker that has it; null while it waits. */
  readonly worker: number | null;
}

interface WorkerStatus {
  readonly worker: number;
  readonly status: "starting" | "idle" | "busy";
  /** Starts that failed in a row. */
  readonly failedStarts: number;
}

interface EvaluatorContext {
  readonly workers: readonly WorkerStatus[];
  /** Shards of the wave in hand that are not done. */
  readonly shards: readonly Shard[];
  readonly problem: Problem | null;
}

/** An attempt at a shard, given to a worker. */
export interface Attempt {
  readonly worker: number;
  readonly shard: number;
  readonly attempt: number;
}

type EvaluatorEvent =
  | { type: "WORKER_READY"; worker: number }
  | { type: "WORKER_LOST"; worker: number; problem: Problem }
  | { type: "WAVE"; shards: readonly number[] }
  | ({ type: "SHARD_DONE" } & Attempt)
  | ({ type: "SHARD_FAILED"; problem: Problem } & Attempt)
  | { type: "ABANDON" };

/** Gives waiting shards to idle workers, both in order. */
function assignShards({ workers, shards }: EvaluatorContext): {
  readonly workers: readonly WorkerStatus[];
  readonly shards: readonly Shard[];
  readonly attempts: readonly Attempt[];
} {
  const idle = workers.filter(({ status }) => status === "idle").map(({ worker }) => worker);
  const attempts: Attempt[] = [];
  const assigned = shards.map((shard) => {
    const waits = shard.worker === null && shard.attempts < MOST_ATTEMPTS;
    const worker = waits ? idle.shift() : undefined;
    if (worker === undefined) return shard;
    attempts.push({ worker, shard: shard.shard, attempt: shard.attempts + 1 });
    return { shard: shard.shard, attempts: shard.attempts + 1, worker };
  });
  const busy = new Set(attempts.map(({ worker }) => worker));
  return {
    workers: workers.map((status) => (busy.has(status.worker) ? { ...status, status: "busy" } : status)),
    shards: assigned,
    attempts,
  };
}

function withWorker(
  context: EvaluatorContext,
  worker: number,
  change: Partial<WorkerStatus>,
): readonly WorkerStatus[] {
  return context.workers.map((status) => (status.worker === worker ? { ...status, ...change } : status));
}

/** Whether the attempt is the one in hand: results of others come too late and are dropped. */
function inHand({ shards }: EvaluatorContext, { worker, shard, attempt }: Attempt): boolean {
  return shards.some((one) => one.shard === shard && one.worker === worker && one.attempts === attempt);
}

const pool = setup({
  types: {
    context: {} as EvaluatorContext,
    events: {} as EvaluatorEvent,
    input: {} as { workers: number },
  },
  actions: {
    /** Effect: starts a worker, `failedStarts` failed starts after its last success. */
    startWorker: (_, _params: { worker: number; failedStarts: number }) => undefined,
    /** Effect: sends a shard to a worker. */
    dispatch: (_, _params: Attempt) => undefined,
    /** Effect: every shard of the wave is done. */
    completeWave: () => undefined,
    /** Effect: the wave is given up. */
    failWave: (_, _params: { problem: Problem }) => undefined,

    markReady: assign({
      workers: ({ context }, { worker }: { worker: number }) =>
        withWorker(context, worker, { status: "idle", failedStarts: 0 }),
    }),
    takeDone: assign(({ context }, { worker, shard }: Attempt) => ({
      workers: withWorker(context, worker, { status: "idle" }),
      shards: context.shards.filter((one) => one.shard !== shard),
    })),
    takeFailure: assign(({ context }, { worker, shard, problem }: Attempt & { problem: Problem }) => ({
      workers: withWorker(context, worker, { status: "idle" }),
      shards: context.shards.map((one) => (one.shard === shard ? { ...one, worker: null } : one)),
      problem,
    })),
    dropShards: assign({ shards: [] }),
  },
  guards: {
    isInHand: ({ context }, attempt: Attempt) => inHand(context, attempt),
    isWaveDone: ({ context }) => context.shards.length === 0,
    isWaveHopeless: ({ context }) =>
      context.shards.some(({ attempts, worker }) => worker === null && attempts >= MOST_ATTEMPTS),
    isPoolBroken: ({ context }) => context.workers.some(({ failedStarts }) => failedStarts >= MOST_ATTEMPTS),
  },
});

const startAll = pool.enqueueActions(({ context, enqueue }) => {
  for (const { worker } of context.workers) {
    enqueue({ type: "startWorker", params: { worker, failedStarts: 0 } });
  }
});

const assignWaiting = pool.enqueueActions(({ context, enqueue }) => {
  const { workers, shards, attempts } = assignShards(context);
  enqueue.assign({ workers, shards });
  for (const attempt of attempts) enqueue({ type: "dispatch", params: attempt });
});

/** A worker is gone: what it had waits again, and it is started anew unless that has failed too often. */
const takeLoss = pool.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== "WORKER_LOST") return;
  const { worker, problem } = event;
  const lost = context.workers.find((one) => one.worker === worker)!;
  const failedStarts = lost.status === "starting" ? lost.failedStarts + 1 : 0;
  enqueue.assign({
    workers: withWorker(context, worker, { status: "starting", failedStarts }),
    shards: context.shards.map((one) => (one.worker === worker ? { ...one, worker: null } : one)),
    problem,
  });
  if (failedStarts < MOST_ATTEMPTS) enqueue({ type: "startWorker", params: { worker, failedStarts } });
});

/**
 * The evaluator: a pool of workers and the shards of one wave at a time. A shard whose worker dies, hangs or fails
 * waits for another attempt; after the third the wave is given up. Workers that are lost are started again.
 */
export const evaluatorMachine = pool.createMachine({
  id: "evaluator",
  context: ({ input }) => ({
    workers: Array.from({ length: input.workers }, (_, i) => ({
      worker: i + 1,
      status: "starting",
      failedStarts: 0,
    })),
    shards: [],
    problem: null,
  }),
  entry: startAll,
  initial: "idle",
  on: {
    WORKER_READY: { actions: { type: "markReady", params: ({ event }) => event } },
    WORKER_LOST: { actions: takeLoss },
    // A worker that was told to simulate before the wave was dropped is idle once it answers.
    SHARD_DONE: { actions: { type: "markReady", params: ({ event }) => event } },
    SHARD_FAILED: { actions: { type: "markReady", params: ({ event }) => event } },
  },
  states: {
    idle: {
      on: {
        WAVE: {
          target: "evaluating",
          actions: assign({
            shards: ({ event }) => event.shards.map((shard) => ({ shard, attempts: 0, worker: null })),
          }),
        },
      },
    },
    evaluating: {
      entry: assignWaiting,
      always: [
        { guard: "isWaveDone", target: "idle", actions: "completeWave" },
        {
          guard: "isWaveHopeless",
          target: "idle",
          actions: [
            { type: "failWave", params: ({ context }) => ({ problem: context.problem! }) },
            "dropShards",
          ],
        },
        {
          guard: "isPoolBroken",
          target: "broken",
          actions: [
            { type: "failWave", params: ({ context }) => ({ problem: context.problem! }) },
            "dropShards",
          ],
        },
      ],
      on: {
        WORKER_READY: { actions: [{ type: "markReady", params: ({ event }) => event }, assignWaiting] },
        WORKER_LOST: { actions: [takeLoss, assignWaiting] },
        SHARD_DONE: [
          {
            guard: { type: "isInHand", params: ({ event }) => event },
            actions: [{ type: "takeDone", params: ({ event }) => event }, assignWaiting],
          },
          { actions: [{ type: "markReady", params: ({ event }) => event }, assignWaiting] },
        ],
        SHARD_FAILED: [
          {
            guard: { type: "isInHand", params: ({ event }) => event },
            actions: [{ type: "takeFailure", params: ({ event }) => event }, assignWaiting],
          },
          { actions: [{ type: "markReady", params: ({ event }) => event }, assignWaiting] },
        ],
        ABANDON: { target: "idle", actions: "dropShards" },
      },
    },
    /** No worker can be started: every wave fails at once. */
    broken: {
      on: {
        WAVE: { actions: { type: "failWave", params: ({ context }) => ({ problem: context.problem! }) } },
      },
    },
  },
});
