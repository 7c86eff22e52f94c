import { describe, expect, it } from "vitest";
import { frameSchema } from "#cli/inspect/frame.js";
import { WatchedRun } from "#cli/inspect/watched-run.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { HEAD } from "../../support/trace-events.js";
import { generationEvent, microstep, shardEvent } from "../../support/watched-events.js";

function after(...events: readonly TraceEvent[]): WatchedRun {
  const run = new WatchedRun();
  for (const event of [HEAD, ...events]) run.take(event);
  return run;
}

const LOST = { code: "worker.lost", message: "It was killed" };

describe("what is known of a run", () => {
  it("is checked by its own schema, with nothing left out", () => {
    const frame = after(microstep(1, "xstate.init", null, "idle"), generationEvent(2, 0, 0.5)).frame(3);
    expect(frameSchema.parse(JSON.parse(JSON.stringify(frame)))).toEqual(frame);
  });

  it("is where each machine is, since when, and how much of the time it was where", () => {
    const run = after(
      microstep(10, "xstate.init", null, "idle"),
      microstep(20, "WAVE", "idle", "evaluating"),
      microstep(30, "SHARD_DONE", "evaluating", "evaluating"),
      microstep(40, "SHARD_DONE", "evaluating", "idle"),
      microstep(60, "WAVE", "idle", "evaluating"),
    );
    expect(run.frame(110).activity.machines).toEqual([
      {
        ...{ name: "evaluator", state: "evaluating", since: 60 },
        shares: { idle: 0.3, evaluating: 0.7 },
        taken: {
          "evaluator.idle WAVE": 2,
          "evaluator.evaluating SHARD_DONE": 1,
          // Taken without an event of its own.
          "evaluator.evaluating always": 1,
        },
      },
    ]);
  });

  it("leaves out what machines have invoked and who is no machine", () => {
    const actor = "0.population-manager.evaluating";
    const run = after(
      { t: 1, type: "@xstate.microstep", actor, event: "x", from: null, to: "active" },
      { t: 1, type: "@xstate.microstep", actor: "__proto__", event: "x", from: null, to: "active" },
    );
    expect(run.frame(2).activity.machines).toEqual([]);
  });

  it("is who works on what, at which attempt, and who has gone with what", () => {
    const run = after(
      { t: 1, type: "worker.joined", worker: 1, name: "Worker 1" },
      { t: 1, type: "worker.joined", worker: 2, name: "Worker 2" },
      shardEvent(2, "shard", 1, 7),
      shardEvent(3, "shard", 2, 8),
      shardEvent(4, "shard-done", 2, 8),
      { t: 5, type: "worker.left", worker: 1, problem: LOST },
      shardEvent(6, "shard", 2, 7, 2),
    );
    const { workers, workersLost, retries } = run.frame(9).activity;
    const retry = { shard: 7, attempt: 2, generation: 3, since: 6 };
    expect(workers).toEqual([
      { id: 2, name: "Worker 2", shard: retry, done: 1, failed: 0, lost: null },
      {
        ...{ id: 1, name: "Worker 1", done: 0, failed: 0, lost: { at: 5, problem: LOST.message } },
        shard: { shard: 7, attempt: 1, generation: 3, since: 2 },
      },
    ]);
    expect(workersLost).toBe(1);
    expect(retries).toEqual({ count: 1, last: [{ ...retry, worker: "Worker 2" }] });
  });

  it("counts messages and their bytes by what they are and between whom", () => {
    const run = after(shardEvent(1, "shard", 1, 1), shardEvent(2, "shard", 2, 2));
    expect(run.frame(3).activity.messages).toEqual([
      { type: "shard", from: "evaluator", to: "worker", count: 2, bytes: 200 },
    ]);
  });

  it("has the newest 50 events, the newest first, and how many there were", () => {
    const run = after(...Array.from({ length: 130 }, (_, i) => shardEvent(i, "shard", 1, i + 1)));
    const { count, last } = run.frame(200).activity.events;
    expect(count).toBe(131);
    expect(last.map(({ t }) => t)).toEqual(Array.from({ length: 50 }, (_, i) => 129 - i));
  });

  it("has the course of the search in 500 generations, the extremes among them", () => {
    const bests = Array.from({ length: 2345 }, (_, i) => (i === 1234 ? 0.9 : i === 777 ? 0.01 : 0.5));
    const { search, best, generation } = after(...bests.map((b, i) => generationEvent(i, i, b))).frame(3000);
    expect([best, generation, search?.generations]).toEqual([0.9, 2344, 2345]);
    const drawn = search?.history.map((record) => record.generation) ?? [];
    expect(drawn.length).toBeLessThanOrEqual(500);
    expect(drawn).toEqual(expect.arrayContaining([0, 777, 1234, 2344]));
  });

  it("is how the run ended", () => {
    expect(after().frame(1).status).toBe("running");
    expect(after({ t: 1, type: "end", status: "interrupted" }).frame(1).status).toBe("interrupted");
  });

  it("stays as it was in a copy", () => {
    const run = after(microstep(1, "xstate.init", null, "idle"), shardEvent(2, "shard", 1, 1));
    const copy = run.copy();
    const before = copy.frame(5);
    run.take(microstep(3, "WAVE", "idle", "evaluating"));
    run.take(shardEvent(4, "shard", 1, 2));
    expect(copy.frame(5)).toEqual(before);
    expect(run.frame(5)).not.toEqual(before);
  });
});
