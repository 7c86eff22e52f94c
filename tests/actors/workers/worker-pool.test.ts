import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectInProcess } from "#actors/transport/in-process.js";
import type { Transport } from "#actors/transport/transport.js";
import { startLocal } from "#actors/workers/local-worker.js";
import { type StartedWorker, WorkerPool } from "#actors/workers/worker-pool.js";
import type { WorkerSource } from "#actors/workers/worker-source.js";
import { settle } from "../../support/settle.js";

const PROBLEM = { code: "test.problem", message: "it broke" };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A worker that never says that it is ready, and the end that it lives on. */
function silent(): { readonly started: StartedWorker; readonly theirs: Transport } {
  const [transport, theirs] = connectInProcess();
  return { started: { transport, end: async () => transport.close() }, theirs };
}

/** Starts a source and writes down what is heard of it. */
function listen(source: WorkerSource): string[] {
  const log: string[] = [];
  source.start({
    joined: ({ id, name }) => log.push(`${name} joined as ${id}`),
    left: (id, { code }) => log.push(`${id} left: ${code}`),
    givenUp: ({ message }) => log.push(`given up: ${message}`),
    deserted: ({ message }) => log.push(`deserted: ${message}`),
  });
  return log;
}

describe("a pool of workers", () => {
  it("starts all workers; each joins when it has said that it is ready", async () => {
    const late = silent();
    const pool = new WorkerPool(2, (place) => (place === 1 ? startLocal() : late.started));
    const log = listen(pool);
    await settle();
    expect(log).toEqual(["Worker 1 joined as 1"]);
    expect(pool.expected).toBe(2);
    await pool.stop();
  });

  it("starts a lost worker at once if it had joined, and it joins as another", async () => {
    const started: StartedWorker[] = [];
    const pool = new WorkerPool(1, () => {
      const worker = startLocal();
      started.push(worker);
      return worker;
    });
    const log = listen(pool);
    await settle();
    started[0]!.transport.close();
    await settle();
    expect(log).toEqual(["Worker 1 joined as 1", "1 left: worker.lost", "Worker 1 joined as 2"]);
    await pool.stop();
  });

  it("ends a worker that is dismissed, says why it left, and starts another", async () => {
    const started: StartedWorker[] = [];
    const pool = new WorkerPool(1, () => {
      const worker = startLocal();
      started.push(worker);
      return worker;
    });
    const log = listen(pool);
    await settle();
    pool.dismiss(1, PROBLEM);
    await settle();
    expect(started[0]!.transport.closed).toBeDefined();
    expect(log).toEqual(["Worker 1 joined as 1", "1 left: test.problem", "Worker 1 joined as 2"]);
    await pool.stop();
  });

  it("starts a worker that failed to start after growing pauses, then does without it", async () => {
    const starts: number[] = [];
    const pool = new WorkerPool(2, (place) => {
      starts.push(place);
      if (place === 1) throw new Error("no threads left");
      return startLocal();
    });
    const log = listen(pool);
    await vi.advanceTimersByTimeAsync(99);
    expect(starts).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toEqual([1, 2, 1]);
    await vi.advanceTimersByTimeAsync(199);
    expect(starts).toEqual([1, 2, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toEqual([1, 2, 1, 1]);
    expect(log).toEqual(["Worker 2 joined as 2", "given up: no threads left"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(starts).toEqual([1, 2, 1, 1]);
    await pool.stop();
  });

  it("says when every worker has been given up, whether it was refused, died or hung before it was ready", async () => {
    const pool = new WorkerPool(2, (place) => {
      if (place === 1) throw new Error("no threads left");
      const { started, theirs } = silent();
      theirs.close();
      return started;
    });
    const log = listen(pool);
    await vi.advanceTimersByTimeAsync(300);
    expect(log).toEqual([
      "given up: no threads left",
      "given up: Worker 2 ended: closed by the other end",
      "deserted: Worker 2 ended: closed by the other end",
    ]);
    await pool.stop();
  });

  it("takes a worker that is not ready within a minute for hanging", async () => {
    const pool = new WorkerPool(1, () => silent().started);
    const log = listen(pool);
    await vi.advanceTimersByTimeAsync(3 * 60_000 + 300);
    expect(log).toEqual([
      "given up: Worker 1 has not started within 60 s.",
      "deserted: Worker 1 has not started within 60 s.",
    ]);
    await pool.stop();
  });

  it("waits for a start that takes its time, and ends what has started after the pool was stopped", async () => {
    const { started } = silent();
    const pool = new WorkerPool(1, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return started;
    });
    const log = listen(pool);
    await vi.advanceTimersByTimeAsync(500);
    await pool.stop();
    await vi.advanceTimersByTimeAsync(500);
    expect(started.transport.closed).toBeDefined();
    expect(log).toEqual([]);
  });

  it("notices a worker whose connection had ended before anyone listened", async () => {
    let starts = 0;
    const pool = new WorkerPool(1, async () => {
      if (++starts > 1) return startLocal();
      const { started, theirs } = silent();
      theirs.close();
      await settle();
      return started;
    });
    const log = listen(pool);
    await vi.advanceTimersByTimeAsync(100);
    expect(log).toEqual(["Worker 1 joined as 2"]);
    await pool.stop();
  });
});
