import { beforeAll, describe, expect, it } from "vitest";
import {
  CellfateError,
  evaluateOn,
  fitnessTask,
  type Problem,
  resolveConfig,
  type Scores,
  strategyOf,
} from "#engine/index.js";
import { Evaluator, type EvaluatorOptions } from "#actors/evaluator/evaluator.js";
import { EvaluatorClient } from "#actors/evaluator/evaluator-client.js";
import { ShardDeadline } from "#actors/evaluator/shard-deadline.js";
import { decodeMessage, encodeMessage } from "#actors/message-codec.js";
import type { Envelope, EnvelopeOf } from "#actors/messages.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import { startWorkerThread } from "#actors/transport/worker-thread.js";
import { startLocal } from "#actors/workers/local-worker.js";
import { startThread } from "#actors/workers/thread-workers.js";
import type { WorkerSource } from "#actors/workers/worker-source.js";
import { type StartedWorker, type StartWorker, WorkerPool } from "#actors/workers/worker-pool.js";
import { createBackend } from "#kernels/index.js";
import { SMALL_RUN } from "../support/small-run.js";
import { killable } from "../support/unreliable-worker.js";

const GREEDY = new URL("../support/greedy-worker.mjs", import.meta.url);
/** So short that a test needn't wait, so long that an honest shard of some milliseconds meets it. */
const IMPATIENT = { measure: (): void => undefined, seconds: (): number => 0.3 };

const READY: Envelope = { v: 3, run: "", generation: 0, shard: 0, attempt: 0, type: "ready", payload: {} };

/** A worker that answers every shard with what `answer` gives. */
function answering(answer: (shard: EnvelopeOf<"shard">) => Uint8Array<ArrayBuffer>): StartedWorker {
  const [transport, theirs] = connectInProcess();
  theirs.onMessage((bytes) => {
    const envelope = decodeMessage(bytes);
    if (envelope.type === "shard") theirs.post(answer(envelope));
  });
  theirs.post(encodeMessage(READY));
  return { transport, end: async () => transport.close() };
}

/** A worker that answers with these patterns, whatever it was asked. */
function counting(counts: { words: Uint32Array; counts: Uint32Array }[]): StartedWorker {
  const drift = counts.map(() => ({ intervals: 256, error: 0, tolerance: 1, finite: true }));
  const answer = { kind: "score", partial: { drift, counts } } as const;
  return answering((shard) => encodeMessage({ ...shard, type: "shard-done", payload: { answer } }));
}

describe("the evaluator", () => {
  const config = resolveConfig(SMALL_RUN);
  const task = fitnessTask(config, 0, strategyOf(config).ask());
  let expected: Scores;
  beforeAll(async () => {
    expected = await evaluateOn(await createBackend("wasm"))(task);
  });

  /** Has the task done once by three workers. */
  async function score(
    startWorker: StartWorker,
    options: Partial<EvaluatorOptions> = {},
  ): Promise<{ scores?: Scores; problem?: Problem }> {
    const [ours, theirs] = connectInProcess();
    const source = new WorkerPool(3, startWorker);
    const evaluator = new Evaluator({ run: "r", manager: theirs, backend: "wasm", source, ...options });
    try {
      return { scores: await new EvaluatorClient(ours, "r").evaluate(task, 0) };
    } catch (problem) {
      if (problem instanceof CellfateError) return { problem };
      throw problem;
    } finally {
      await evaluator.stop();
    }
  }

  /** Worker 1 is `bad` at first, and good once it is started again. */
  function atFirst(bad: () => StartedWorker): StartWorker {
    let started = false;
    return (place) => {
      if (place !== 1 || started) return startLocal();
      started = true;
      return bad();
    };
  }

  it("gives the scores of the plain loop", async () => {
    expect(await score(startLocal)).toEqual({ scores: expected });
    expect(await score(startThread)).toEqual({ scores: expected });
  });

  it.each<[string, () => StartedWorker]>([
    ["dies with its shard", () => killable(startLocal(), (kill) => (kill(), false))],
    ["answers nothing", () => killable(startLocal(), () => false)],
    ["answers with something that is no message", () => answering(() => Uint8Array.of(0xc1))],
    ["answers with the wrong number of individuals", () => counting([])],
    [
      "counts other replicates than it was given",
      () =>
        counting(
          Array.from({ length: 6 }, () => ({ words: Uint32Array.of(1), counts: Uint32Array.of(999) })),
        ),
    ],
    [
      "counts patterns that are not in order",
      () =>
        counting(
          Array.from({ length: 6 }, () => ({ words: Uint32Array.of(2, 1), counts: Uint32Array.of(4, 4) })),
        ),
    ],
    [
      "runs out of memory",
      () => startWorkerThread(GREEDY, { resourceLimits: { maxOldGenerationSizeMb: 16 } }),
    ],
    [
      "cannot be started",
      () => {
        throw new Error("no threads left");
      },
    ],
  ])("gives the same when a worker %s", async (_, bad) => {
    expect(await score(atFirst(bad), { deadline: IMPATIENT })).toEqual({ scores: expected });
  });

  it("does not believe a worker whose last words come after its end", async () => {
    const ghost: StartedWorker = {
      transport: {
        closed: undefined,
        post: () => undefined,
        onClose: (listener) => setTimeout(() => listener("gone"), 10),
        onMessage: (listener) => setTimeout(() => listener(encodeMessage(READY)), 20),
        close: () => undefined,
      },
      end: () => Promise.resolve(),
    };
    const started = new Set<number>();
    const start = (place: number): StartedWorker => {
      if (started.has(place)) return startLocal();
      started.add(place);
      return ghost;
    };
    expect(await score(start)).toEqual({ scores: expected });
  });

  it("gives shards to a worker that joins in the middle of a wave, those too of one that leaves", async () => {
    const joined: string[] = [];
    const source: WorkerSource = {
      expected: 1,
      start: (listener) => {
        const hangs = killable(startLocal(), () => {
          listener.joined({ id: 2, name: "the second", transport: honest.transport });
          listener.left(1, { code: "worker.lost", message: "gone" });
          return false;
        });
        const honest = killable(startLocal(), () => joined.push("shard") > 0);
        listener.joined({ id: 1, name: "the first", transport: hangs.transport });
      },
      dismiss: () => undefined,
      stop: async () => undefined,
    };
    expect(await score(startLocal, { source })).toEqual({ scores: expected });
    expect(joined).toEqual(["shard"]);
  });

  it("gives a worker one shard at a time, though it says twice that it is ready", async () => {
    const start = (): StartedWorker => {
      let inHand = 0;
      const [transport, theirs] = connectInProcess();
      theirs.post(encodeMessage(READY));
      theirs.post(encodeMessage(READY));
      const local = startLocal();
      theirs.onMessage((bytes) => {
        if (decodeMessage(bytes).type === "shard") expect(++inHand).toBe(1);
        local.transport.post(bytes.slice());
      });
      local.transport.onMessage((bytes) => {
        if (decodeMessage(bytes).type === "shard-done") inHand--;
        theirs.post(bytes.slice());
      });
      return { transport, end: async () => transport.close() };
    };
    expect(await score(start)).toEqual({ scores: expected });
  });

  it("goes on without a worker that can never be started, and says so", async () => {
    const givenUp: Problem[] = [];
    const start: StartWorker = async (place) => {
      if (place === 1) throw new Error("no threads left");
      await new Promise((resolve) => setTimeout(resolve, 600));
      return startLocal();
    };
    expect(await score(start, { onWorkerGivenUp: (problem) => givenUp.push(problem) })).toEqual({
      scores: expected,
    });
    expect(givenUp.map(({ message }) => message)).toEqual(["no threads left"]);
  });

  it.each<[string, string, () => StartedWorker]>([
    [
      "every worker dies with its shard",
      "worker.lost",
      () => killable(startLocal(), (kill) => (kill(), false)),
    ],
    ["every worker hangs", "worker.hangs", () => killable(startLocal(), () => false)],
    ["every answer is something else", "codec.malformed", () => answering(() => Uint8Array.of(0xc1))],
    [
      "no worker can be started",
      "unexpected",
      () => {
        throw new Error("no threads left");
      },
    ],
  ])("gives up after the third time when %s", async (_, code, bad) => {
    const { problem } = await score(bad, { deadline: IMPATIENT });
    expect(problem).toMatchObject({ code });
  });
});

describe("the deadline of a shard", () => {
  it("is learned from the shards that came back, forgets an outlier, and never exceeds what timers can", () => {
    const deadline = new ShardDeadline("wasm");
    expect(deadline.seconds(1e8)).toBeGreaterThan(20);
    for (let i = 0; i < 10; i++) deadline.measure(0.1, 1e8);
    expect(deadline.seconds(1e8)).toBeCloseTo(12, 1);
    deadline.measure(3600, 1e8);
    expect(deadline.seconds(1e8)).toBeGreaterThan(3600);
    for (let i = 0; i < 1000; i++) deadline.measure(0.1, 1e8);
    expect(deadline.seconds(1e8)).toBeCloseTo(12, 1);
    expect(deadline.seconds(1e30) * 1000).toBeLessThan(2 ** 31);
  });
});
