import { assign, setup } from "xstate";
import type { Problem } from "../../engine/index.js";

/** A shard after this many failed attempts is given up, and a worker after as many failed starts in a row. */
const MOST_ATTEMPTS = 3;
/** Milliseconds before what failed is tried again; doubled for each further failure. */
const RETRY_DELAY = 100;

interface Shard {
  readonly shard: number;
  /** Attempts begun. */
  readonly attempts: number;
  /** The worker that has it; null while it waits. */
  readonly worker: number | null;
  /** Whether it waits until some time has passed since it failed. */
  readonly resting: boolean;
}

interface WorkerStatus {
  readonly worker: number;
  readonly status: "starting" | "idle" | "busy" | "given-up";
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
  | { type: "START_AGAIN"; worker: number }
  | { type: "WAVE"; shards: readonly number[] }
  | { type: "RETRY"; shard: number }
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
    const waits = shard.worker === null && !shard.resting && shard.attempts < MOST_ATTEMPTS;
    const worker = waits ? idle.shift() : undefined;
    if (worker === undefined) return shard;
    attempts.push({ worker, shard: shard.shard, attempt: shard.attempts + 1 });
    return { ...shard, attempts: shard.attempts + 1, worker };
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

function delayAfter(failures: number): number {
  return RETRY_DELAY * (1 << (failures - 1));
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
    /** Effect: starts a worker. */
    startWorker: (_, _params: { worker: number }) => undefined,
    /** Effect: reports a worker that cannot be started. */
    giveUpWorker: (_, _params: { worker: number; problem: Problem }) => undefined,
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
    markRested: assign({
      shards: ({ context }, { shard }: { shard: number }) =>
        context.shards.map((one) => (one.shard === shard ? { ...one, resting: false } : one)),
    }),
    dropShards: assign({ shards: [] }),
  },
  guards: {
    isInHand: ({ context }, attempt: Attempt) => inHand(context, attempt),
    isWaveDone: ({ context }) => context.shards.length === 0,
    isWaveHopeless: ({ context }) =>
      context.shards.some(({ attempts, worker }) => worker === null && attempts >= MOST_ATTEMPTS),
    isPoolBroken: ({ context }) => context.workers.every(({ status }) => status === "given-up"),
  },
});

const startAll = pool.enqueueActions(({ context, enqueue }) => {
  for (const { worker } of context.workers) enqueue({ type: "startWorker", params: { worker } });
});

const assignWaiting = pool.enqueueActions(({ context, enqueue }) => {
  const { workers, shards, attempts } = assignShards(context);
  enqueue.assign({ workers, shards });
  for (const attempt of attempts) enqueue({ type: "dispatch", params: attempt });
});

/** An attempt failed: what the worker had waits for another, and a while before that. */
const takeShards = pool.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== "SHARD_FAILED" && event.type !== "WORKER_LOST") return;
  const { worker, problem } = event;
  enqueue.assign({
    shards: context.shards.map((one) =>
      one.worker === worker ? { ...one, worker: null, resting: true } : one,
    ),
    problem,
  });
  for (const { shard, attempts, worker: held } of context.shards) {
    if (held === worker) enqueue.raise({ type: "RETRY", shard }, { delay: delayAfter(attempts) });
  }
});

/** A worker is gone: it is started anew, at once if it had worked, unless starting it has failed too often. */
const restart = pool.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== "WORKER_LOST") return;
  const { worker, problem } = event;
  const lost = context.workers.find((one) => one.worker === worker)!;
  const failedStarts = lost.status === "starting" ? lost.failedStarts + 1 : 0;
  const status = failedStarts < MOST_ATTEMPTS ? "starting" : "given-up";
  enqueue.assign({ workers: withWorker(context, worker, { status, failedStarts }), problem });
  if (status === "given-up") enqueue({ type: "giveUpWorker", params: event });
  else if (failedStarts === 0) enqueue({ type: "startWorker", params: { worker } });
  else enqueue.raise({ type: "START_AGAIN", worker }, { delay: delayAfter(failedStarts) });
});

/**
 * The evaluator: a pool of workers and the shards of one wave at a time. A shard whose worker dies, hangs or fails
 * waits for another attempt, longer each time; after the third the wave is given up. Workers that are lost are started
 * again; one that cannot be started is done without, and the wave is given up when none is left.
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
    WORKER_LOST: { actions: restart },
    START_AGAIN: { actions: { type: "startWorker", params: ({ event }) => event } },
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
            shards: ({ event }) =>
              event.shards.map((shard) => ({ shard, attempts: 0, worker: null, resting: false })),
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
        WORKER_LOST: { actions: [takeShards, restart, assignWaiting] },
        RETRY: { actions: [{ type: "markRested", params: ({ event }) => event }, assignWaiting] },
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
            actions: [takeShards, { type: "markReady", params: ({ event }) => event }, assignWaiting],
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
