import { describe, expect, it } from "vitest";
import { SimulatedClock } from "xstate";
import { ShardScheduler } from "#actors/evaluator/shard-scheduler.js";

const PROBLEM = { code: "test.problem", message: "it broke" };

describe("the evaluator's machine", () => {
  /** The machine with its ledger, and the workers 1 … `workers`. */
  function start(workers = 0): {
    readonly evaluator: ShardScheduler;
    readonly clock: SimulatedClock;
    readonly log: string[];
  } {
    const clock = new SimulatedClock();
    const log: string[] = [];
    const evaluator = new ShardScheduler(
      {
        dispatch: ({ worker, shard, attempt }) => log.push(`${shard} to ${worker}, attempt ${attempt}`),
        completeWave: () => log.push("done"),
        failWave: (problem) => log.push(`failed: ${problem.code}`),
      },
      { clock },
    );
    for (let worker = 1; worker <= workers; worker++) evaluator.join(worker);
    return { evaluator, clock, log };
  }

  it("gives workers shards once they have joined, in order", () => {
    const { evaluator, log } = start();
    evaluator.begin([7, 8, 9]);
    evaluator.join(2);
    evaluator.join(1);
    evaluator.done({ worker: 1, shard: 8, attempt: 1 });
    evaluator.done({ worker: 2, shard: 7, attempt: 1 });
    evaluator.done({ worker: 1, shard: 9, attempt: 1 });
    expect(log).toEqual(["7 to 2, attempt 1", "8 to 1, attempt 1", "9 to 1, attempt 1", "done"]);
  });

  it("gives a shard to the worker that it prefers, where that one is idle", () => {
    const { evaluator, log } = start(2);
    const preferred = new Map([
      [7, 2],
      [8, 2],
      [9, 3],
    ]);
    evaluator.begin([7, 8, 9], preferred);
    evaluator.done({ worker: 2, shard: 7, attempt: 1 });
    expect(log).toEqual(["7 to 2, attempt 1", "8 to 1, attempt 1", "9 to 2, attempt 1"]);
  });

  it("tries a failed shard again after 100 ms and 200 ms and gives up after the third time", () => {
    const { evaluator, clock, log } = start(1);
    evaluator.begin([1]);
    for (const [attempt, delay] of [
      [1, 100],
      [2, 200],
    ] as const) {
      evaluator.failed({ worker: 1, shard: 1, attempt }, PROBLEM);
      clock.increment(delay - 1);
      expect(log.splice(0)).toEqual([`1 to 1, attempt ${attempt}`]);
      clock.increment(1);
    }
    evaluator.failed({ worker: 1, shard: 1, attempt: 3 }, PROBLEM);
    expect(log).toEqual(["1 to 1, attempt 3", "failed: test.problem"]);
    log.splice(0);
    evaluator.begin([2]);
    expect(log).toEqual(["2 to 1, attempt 1"]);
  });

  it("lets a worker that failed at a shard do others, and tries that shard before those that still wait", () => {
    const { evaluator, clock, log } = start(1);
    evaluator.begin([1, 2, 3]);
    evaluator.failed({ worker: 1, shard: 1, attempt: 1 }, PROBLEM);
    clock.increment(100);
    evaluator.done({ worker: 1, shard: 2, attempt: 1 });
    evaluator.done({ worker: 1, shard: 1, attempt: 2 });
    expect(log).toEqual(["1 to 1, attempt 1", "2 to 1, attempt 1", "1 to 1, attempt 2", "3 to 1, attempt 1"]);
  });

  it("gives the shard of a worker that left to another one", () => {
    const { evaluator, clock, log } = start(2);
    evaluator.begin([1]);
    evaluator.leave(1, PROBLEM);
    clock.increment(100);
    expect(log).toEqual(["1 to 1, attempt 1", "1 to 2, attempt 2"]);
  });

  it("gives shards to a worker that joins in the middle of a wave, and none to one that has left", () => {
    const { evaluator, log } = start(2);
    evaluator.begin([1, 2, 3, 4]);
    evaluator.join(3);
    evaluator.leave(2, PROBLEM);
    evaluator.done({ worker: 3, shard: 3, attempt: 1 });
    expect(log).toEqual(["1 to 1, attempt 1", "2 to 2, attempt 1", "3 to 3, attempt 1", "4 to 3, attempt 1"]);
  });

  it("waits for workers when all have left, and goes on with the next that joins", () => {
    const { evaluator, clock, log } = start(1);
    evaluator.begin([1]);
    evaluator.leave(1, PROBLEM);
    clock.increment(60_000);
    evaluator.join(2);
    evaluator.done({ worker: 2, shard: 1, attempt: 2 });
    expect(log).toEqual(["1 to 1, attempt 1", "1 to 2, attempt 2", "done"]);
  });

  it("drops what comes from an attempt that nobody waits for any more", () => {
    const { evaluator, clock, log } = start(2);
    evaluator.begin([1]);
    evaluator.leave(1, PROBLEM);
    clock.increment(100);
    evaluator.done({ worker: 1, shard: 1, attempt: 1 });
    expect(log).not.toContain("done");
    evaluator.done({ worker: 2, shard: 1, attempt: 2 });
    evaluator.done({ worker: 2, shard: 1, attempt: 2 });
    expect(log.filter((line) => line === "done")).toHaveLength(1);
  });

  it("fails the wave in hand and every later one once nobody is there and nobody will come", () => {
    const { evaluator, log } = start();
    evaluator.begin([1]);
    evaluator.desert(PROBLEM);
    evaluator.begin([2]);
    expect(log).toEqual(["failed: test.problem", "failed: test.problem"]);
  });

  it("fails every wave once no worker can be started, even when that came out between two waves", () => {
    const { evaluator, log } = start();
    evaluator.desert(PROBLEM);
    evaluator.begin([1]);
    evaluator.begin([2]);
    expect(log).toEqual(["failed: test.problem", "failed: test.problem"]);
  });

  it("abandons a wave and takes the next, with a worker that is still busy once it answers", () => {
    const { evaluator, log } = start(1);
    evaluator.begin([1, 2]);
    evaluator.abandon();
    evaluator.begin([3]);
    evaluator.done({ worker: 1, shard: 1, attempt: 1 });
    evaluator.done({ worker: 1, shard: 3, attempt: 1 });
    expect(log).toEqual(["1 to 1, attempt 1", "3 to 1, attempt 1", "done"]);
  });
});
