import { beforeAll, describe, expect, it } from "vitest";
import {
  type EnsembleRequest,
  fitnessRequest,
  type Problem,
  resolveConfig,
  scorePopulation,
  type Scores,
  simulateOn,
  strategyOf,
} from "#engine/index.js";
import { Evaluator, type EvaluatorOptions } from "#actors/evaluator/evaluator.js";
import { ShardDeadline } from "#actors/evaluator/shard-deadline.js";
import { Mailbox } from "#actors/mailbox.js";
import { decodeMessage, encodeMessage } from "#actors/message-codec.js";
import type { Envelope } from "#actors/messages.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import type { Transport } from "#actors/transport/transport.js";
import { startWorkerThread } from "#actors/transport/worker-thread.js";
import { serveShards } from "#actors/workers/serve-shards.js";
import { startShardWorker } from "#actors/workers/start-shard-worker.js";
import { createBackend } from "#kernels/index.js";
import { SMALL_RUN } from "../support/small-run.js";
import { killable, startLocalWorker } from "../support/unreliable-worker.js";

const GREEDY = new URL("../support/greedy-worker.mjs", import.meta.url);
/** So short that a test needn't wait, so long that an honest shard of some milliseconds meets it. */
const IMPATIENT = { measure: (): void => undefined, seconds: (): number => 0.3 };

const READY: Envelope = { v: 1, run: "", generation: 0, shard: 0, attempt: 0, type: "ready", payload: {} };

/** A worker that answers every shard with what `answer` gives. */
function answering(answer: (shard: Envelope) => Uint8Array<ArrayBuffer>): Transport {
  const [ours, theirs] = connectInProcess();
  theirs.onMessage((bytes) => {
    const envelope = decodeMessage(bytes);
    if (envelope.type === "shard") theirs.post(answer(envelope));
  });
  theirs.post(encodeMessage(READY));
  return ours;
}

/** A worker that answers with these patterns, whatever it was asked. */
function counting(counts: { words: Uint32Array; counts: Uint32Array }[]): Transport {
  const drift = counts.map(() => ({ intervals: 256, error: 0, tolerance: 1, finite: true }));
  return answering((shard) =>
    encodeMessage({ ...shard, type: "shard-done", payload: { result: { drift, counts } } }),
  );
}

/** A worker that needs a while to start. */
function late(milliseconds: number): Transport {
  const [ours, theirs] = connectInProcess();
  setTimeout(() => serveShards(theirs, createBackend), milliseconds);
  return ours;
}

describe("the evaluator", () => {
  const config = resolveConfig(SMALL_RUN);
  const strategy = strategyOf(config);
  const request: EnsembleRequest = fitnessRequest(config, 0, strategy.ask());
  let expected: Scores;
  beforeAll(async () => {
    expected = await scorePopulation(request, "plug-in", simulateOn(await createBackend("wasm")));
  });

  /** Scores the request once with three workers. */
  async function score(
    startWorker: (worker: number) => Transport,
    options: Partial<EvaluatorOptions> = {},
  ): Promise<{ scores?: Scores; problem?: Problem }> {
    const [ours, theirs] = connectInProcess();
    const evaluator = new Evaluator({
      run: "r",
      manager: theirs,
      backend: "wasm",
      workers: 3,
      startWorker,
      ...options,
    });
    const manager = new Mailbox(ours, "r");
    const { population, keys } = request;
    const message = { ...request, population: { ...population }, keys: { ...keys } };
    try {
      return await new Promise((resolve) => {
        manager.onMessage(({ type, payload }) => {
          if (type === "scored") resolve({ scores: payload.scores });
          if (type === "evaluation-failed") resolve({ problem: payload.problem });
        });
        manager.send("score", { job: 1, request: message, estimator: "plug-in" }, { generation: 0 });
      });
    } finally {
      await evaluator.stop();
    }
  }

  /** Worker 1 is `bad` at first, and good once it is started again. */
  function atFirst(bad: () => Transport): (worker: number) => Transport {
    let started = false;
    return (worker) => {
      if (worker !== 1 || started) return startLocalWorker();
      started = true;
      return bad();
    };
  }

  it("gives the scores of the plain loop", async () => {
    expect(await score(startLocalWorker)).toEqual({ scores: expected });
    expect(await score(startShardWorker)).toEqual({ scores: expected });
  });

  it.each<[string, () => Transport]>([
    ["dies with its shard", () => killable(startLocalWorker(), (kill) => (kill(), false))],
    ["answers nothing", () => killable(startLocalWorker(), () => false)],
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
    const ghost: Transport = {
      post: () => undefined,
      onClose: (listener) => setTimeout(() => listener("gone"), 10),
      onMessage: (listener) => setTimeout(() => listener(encodeMessage(READY)), 20),
      close: () => Promise.resolve(),
    };
    const started = new Set<number>();
    const start = (worker: number): Transport => {
      if (started.has(worker)) return startLocalWorker();
      started.add(worker);
      return ghost;
    };
    expect(await score(start)).toEqual({ scores: expected });
  });

  it("goes on without a worker that can never be started, and says so", async () => {
    const givenUp: Problem[] = [];
    const start = (worker: number): Transport => {
      if (worker === 1) throw new Error("no threads left");
      return late(600);
    };
    expect(await score(start, { onWorkerGivenUp: (problem) => givenUp.push(problem) })).toEqual({
      scores: expected,
    });
    expect(givenUp.map(({ message }) => message)).toEqual(["no threads left"]);
  });

  it.each<[string, string, () => Transport]>([
    [
      "every worker dies with its shard",
      "worker.lost",
      () => killable(startLocalWorker(), (kill) => (kill(), false)),
    ],
    ["every worker hangs", "worker.hangs", () => killable(startLocalWorker(), () => false)],
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
