import { describe, expect, it } from "vitest";
import { createActor, fromPromise, SimulatedClock, waitFor } from "xstate";
import { checkpointerMachine } from "#actors/checkpointer/checkpointer.machine.js";
import { evaluatorMachine } from "#actors/evaluator/evaluator.machine.js";
import { mutatorMachine } from "#actors/mutator/mutator.machine.js";
import { populationManagerMachine } from "#actors/population-manager/population-manager.machine.js";
import type { StopReason } from "#engine/index.js";

const PROBLEM = { code: "test.problem", message: "it broke" };

/** Lets promises that are due settle. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe("the evaluator's machine", () => {
  function start(workers: number): {
    readonly actor: ReturnType<typeof createActor<typeof evaluatorMachine>>;
    readonly clock: SimulatedClock;
    readonly log: string[];
  } {
    const clock = new SimulatedClock();
    const log: string[] = [];
    const machine = evaluatorMachine.provide({
      actions: {
        startWorker: (_, { worker }) => log.push(`start ${worker}`),
        giveUpWorker: (_, { worker }) => log.push(`without ${worker}`),
        dispatch: (_, { worker, shard, attempt }) => log.push(`${shard} to ${worker}, attempt ${attempt}`),
        completeWave: () => log.push("done"),
        failWave: (_, { problem }) => log.push(`failed: ${problem.code}`),
      },
    });
    const actor = createActor(machine, { input: { workers }, clock }).start();
    return { actor, clock, log };
  }

  function startReady(workers: number): ReturnType<typeof start> {
    const started = start(workers);
    for (let worker = 1; worker <= workers; worker++) started.actor.send({ type: "WORKER_READY", worker });
    started.log.splice(0);
    return started;
  }

  it("starts all workers and gives them shards once they are ready, in order", () => {
    const { actor, log } = start(2);
    actor.send({ type: "WAVE", shards: [7, 8, 9] });
    actor.send({ type: "WORKER_READY", worker: 2 });
    actor.send({ type: "WORKER_READY", worker: 1 });
    actor.send({ type: "SHARD_DONE", worker: 1, shard: 8, attempt: 1 });
    actor.send({ type: "SHARD_DONE", worker: 2, shard: 7, attempt: 1 });
    actor.send({ type: "SHARD_DONE", worker: 1, shard: 9, attempt: 1 });
    expect(log).toEqual([
      "start 1",
      "start 2",
      "7 to 2, attempt 1",
      "8 to 1, attempt 1",
      "9 to 1, attempt 1",
      "done",
    ]);
  });

  it("tries a failed shard again after 100 ms and 200 ms and gives up after the third time", () => {
    const { actor, clock, log } = startReady(1);
    actor.send({ type: "WAVE", shards: [1] });
    for (const [attempt, delay] of [
      [1, 100],
      [2, 200],
    ] as const) {
      actor.send({ type: "SHARD_FAILED", worker: 1, shard: 1, attempt, problem: PROBLEM });
      clock.increment(delay - 1);
      expect(log.splice(0)).toEqual([`1 to 1, attempt ${attempt}`]);
      clock.increment(1);
    }
    actor.send({ type: "SHARD_FAILED", worker: 1, shard: 1, attempt: 3, problem: PROBLEM });
    expect(log).toEqual(["1 to 1, attempt 3", "failed: test.problem"]);
    expect(actor.getSnapshot().value).toBe("idle");
  });

  it("gives the shard of a lost worker to another one and starts the lost one at once", () => {
    const { actor, clock, log } = startReady(2);
    actor.send({ type: "WAVE", shards: [1] });
    actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
    clock.increment(100);
    expect(log).toEqual(["1 to 1, attempt 1", "start 1", "1 to 2, attempt 2"]);
  });

  it("drops what comes from an attempt that nobody waits for any more", () => {
    const { actor, clock, log } = startReady(2);
    actor.send({ type: "WAVE", shards: [1] });
    actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
    clock.increment(100);
    actor.send({ type: "SHARD_DONE", worker: 1, shard: 1, attempt: 1 });
    expect(log).not.toContain("done");
    actor.send({ type: "SHARD_DONE", worker: 2, shard: 1, attempt: 2 });
    actor.send({ type: "SHARD_DONE", worker: 2, shard: 1, attempt: 2 });
    expect(log.filter((line) => line === "done")).toHaveLength(1);
  });

  it("starts a worker that failed to start after growing pauses, then does without it", () => {
    const { actor, clock, log } = start(2);
    actor.send({ type: "WORKER_READY", worker: 2 });
    actor.send({ type: "WAVE", shards: [1] });
    log.splice(0);
    actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
    clock.increment(100);
    actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
    clock.increment(199);
    expect(log).toEqual(["start 1"]);
    clock.increment(1);
    actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
    actor.send({ type: "SHARD_DONE", worker: 2, shard: 1, attempt: 1 });
    expect(log).toEqual(["start 1", "start 1", "without 1", "done"]);
  });

  it("fails every wave once no worker can be started, even when that came out between two waves", () => {
    const { actor, clock, log } = start(1);
    for (const delay of [100, 200, 400]) {
      actor.send({ type: "WORKER_LOST", worker: 1, problem: PROBLEM });
      clock.increment(delay);
    }
    log.splice(0);
    actor.send({ type: "WAVE", shards: [1] });
    actor.send({ type: "WAVE", shards: [2] });
    expect(log).toEqual(["failed: test.problem", "failed: test.problem"]);
  });

  it("abandons a wave and takes the next, with a worker that is still busy once it answers", () => {
    const { actor, log } = startReady(1);
    actor.send({ type: "WAVE", shards: [1, 2] });
    actor.send({ type: "ABANDON" });
    actor.send({ type: "WAVE", shards: [3] });
    actor.send({ type: "SHARD_DONE", worker: 1, shard: 1, attempt: 1 });
    actor.send({ type: "SHARD_DONE", worker: 1, shard: 3, attempt: 1 });
    expect(log).toEqual(["1 to 1, attempt 1", "3 to 1, attempt 1", "done"]);
  });
});

describe("the checkpointer's machine", () => {
  function start(write: (generation: number) => Promise<string>): {
    readonly actor: ReturnType<typeof createActor<typeof checkpointerMachine>>;
    readonly clock: SimulatedClock;
    readonly log: string[];
  } {
    const clock = new SimulatedClock();
    const log: string[] = [];
    const machine = checkpointerMachine.provide({
      actors: {
        write: fromPromise(({ input }: { input: { generation: number } }) => {
          log.push(`write ${input.generation}`);
          return write(input.generation);
        }),
      },
      actions: {
        reportSaved: (_, { generation, file }) => log.push(`saved ${generation} as ${file}`),
        reportFailure: (_, { generation, problem }) => log.push(`not ${generation}: ${problem.message}`),
      },
    });
    return { actor: createActor(machine, { clock }).start(), clock, log };
  }

  it("writes one at a time, and of those that wait only the newest", async () => {
    const { actor, log } = start(async (generation) => `file ${generation}`);
    for (const generation of [10, 20, 30]) actor.send({ type: "SAVE", generation });
    await settle();
    expect(log).toEqual(["write 10", "saved 10 as file 10", "write 30", "saved 30 as file 30"]);
  });

  it("tries a failed write again after 100 ms and 200 ms, then reports it and goes on", async () => {
    const { actor, clock, log } = start((generation) =>
      generation === 10 ? Promise.reject(new Error("disk full")) : Promise.resolve("file"),
    );
    actor.send({ type: "SAVE", generation: 10 });
    await settle();
    clock.increment(99);
    await settle();
    expect(log).toEqual(["write 10"]);
    clock.increment(1);
    await settle();
    clock.increment(200);
    await settle();
    expect(log).toEqual(["write 10", "write 10", "write 10", "not 10: disk full"]);
    actor.send({ type: "SAVE", generation: 20 });
    await settle();
    expect(log.slice(4)).toEqual(["write 20", "saved 20 as file"]);
  });
});

describe("the mutator's machine", () => {
  it("offers what it has when asked, and the next population when told", () => {
    const log: string[] = [];
    const actor = createActor(
      mutatorMachine.provide({
        actions: { offerPopulation: () => log.push("offer"), tellStrategy: () => log.push("tell") },
      }),
    ).start();
    actor.send({ type: "ASK" });
    actor.send({ type: "TELL", generation: 0 });
    expect(log).toEqual(["offer", "tell", "offer"]);
  });
});

describe("the population manager's machine", () => {
  interface Effects {
    readonly record?: () => Promise<StopReason | null>;
    readonly finish?: () => Promise<undefined>;
    readonly saveLast?: () => Promise<undefined>;
  }

  function start(
    {
      record = async () => null,
      finish = async () => undefined,
      saveLast = async () => undefined,
    }: Effects = {},
    stop: StopReason | null = null,
  ): {
    readonly actor: ReturnType<typeof createActor<typeof populationManagerMachine>>;
    readonly log: string[];
  } {
    const log: string[] = [];
    const logged = <T>(name: string, work: () => Promise<T>): (() => Promise<T>) => {
      return () => {
        log.push(name);
        return work();
      };
    };
    const machine = populationManagerMachine.provide({
      actors: {
        record: fromPromise(logged("record", record)),
        finish: fromPromise(logged("finish", finish)),
        saveLast: fromPromise(logged("save last", saveLast)),
      },
      actions: {
        askMutator: () => log.push("ask"),
        tellMutator: () => log.push("tell"),
        requestScores: () => log.push("request"),
        abandonEvaluation: () => log.push("abandon"),
        saveIfDue: () => log.push("save if due"),
      },
    });
    return { actor: createActor(machine, { input: { generation: 0, stop } }).start(), log };
  }

  it("evaluates, records, mutates and begins again; a late score of another generation changes nothing", async () => {
    const { actor, log } = start();
    actor.send({ type: "POPULATION", generation: 0 });
    actor.send({ type: "SCORED", generation: 5 });
    expect(log).toEqual(["ask", "request"]);
    actor.send({ type: "SCORED", generation: 0 });
    await settle();
    actor.send({ type: "POPULATION", generation: 1 });
    expect(log).toEqual(["ask", "request", "record", "tell", "save if due", "request"]);
    expect(actor.getSnapshot().context.generation).toBe(1);
  });

  it("finishes when a stopping rule holds, and saves the end", async () => {
    const { actor, log } = start({ record: async () => "target" });
    actor.send({ type: "POPULATION", generation: 0 });
    actor.send({ type: "SCORED", generation: 0 });
    await settle();
    actor.send({ type: "POPULATION", generation: 1 });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("done");
    expect(log.slice(2)).toEqual(["record", "tell", "save if due", "finish", "save last"]);
  });

  it("is interrupted in any state, the measuring of the champion too, and saves the last complete generation", async () => {
    const never = new Promise<never>(() => undefined);
    for (const prepare of [
      (): ReturnType<typeof start> => start(),
      (): ReturnType<typeof start> => {
        const started = start();
        started.actor.send({ type: "POPULATION", generation: 0 });
        return started;
      },
      (): ReturnType<typeof start> => {
        const started = start({ finish: () => never }, "generations");
        started.actor.send({ type: "POPULATION", generation: 0 });
        return started;
      },
    ]) {
      const { actor, log } = prepare();
      actor.send({ type: "INTERRUPT" });
      actor.send({ type: "INTERRUPT" });
      actor.send({ type: "EVALUATION_FAILED", problem: PROBLEM });
      await waitFor(actor, ({ status }) => status === "done");
      expect(actor.getSnapshot().value).toBe("interrupted");
      expect(log.slice(-2)).toEqual(["abandon", "save last"]);
    }
  });

  it.each<[string, Effects, StopReason | null, string]>([
    [
      "its history cannot be written",
      { record: () => Promise.reject(new Error("disk full")) },
      null,
      "disk full",
    ],
    [
      "no champion can be chosen",
      { finish: () => Promise.reject(new Error("nobody")) },
      "generations",
      "nobody",
    ],
  ])("fails with the reason and a last checkpoint when %s", async (_, effects, stop, message) => {
    const { actor, log } = start(effects, stop);
    actor.send({ type: "POPULATION", generation: 0 });
    actor.send({ type: "SCORED", generation: 0 });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem?.message).toBe(message);
    expect(log.slice(-2)).toEqual(["abandon", "save last"]);
  });

  it("fails when a shard was given up, with that reason even if the checkpoint fails too", async () => {
    const { actor } = start({ saveLast: () => Promise.reject(new Error("disk full")) });
    actor.send({ type: "POPULATION", generation: 0 });
    actor.send({ type: "EVALUATION_FAILED", problem: PROBLEM });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem).toEqual(PROBLEM);
  });

  it("does not claim that an interrupted run was saved when it was not", async () => {
    const { actor } = start({ saveLast: () => Promise.reject(new Error("disk full")) });
    actor.send({ type: "POPULATION", generation: 0 });
    actor.send({ type: "INTERRUPT" });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem?.message).toBe("disk full");
  });
});
