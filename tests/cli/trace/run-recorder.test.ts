import { describe, expect, it } from "vitest";
import { createActor, createMachine, fromCallback } from "xstate";
import { RecordReader } from "#cli/trace/record-reader.js";
import type { Recorded } from "#cli/trace/recorded.js";
import { RunRecorder } from "#cli/trace/run-recorder.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";

/** Goes from one state to two parallel ones, in which an actor is invoked. */
const machine = createMachine({
  initial: "first",
  states: {
    first: { on: { GO: "second" } },
    second: {
      type: "parallel",
      states: { left: {}, right: { invoke: { id: "helper", src: fromCallback(() => undefined) } } },
    },
  },
});

/** What was recorded, and the events that are read of it. */
function recorded(work: (recorder: RunRecorder) => void): {
  readonly parts: readonly Recorded[];
  readonly events: readonly TraceEvent[];
} {
  const [parts, events] = [new Array<Recorded>(), new Array<TraceEvent>()];
  const reader = new RecordReader((event) => events.push(event));
  const recorder = new RunRecorder((part) => {
    parts.push(part);
    // As it is where it was posted to a thread.
    reader.read(structuredClone(part));
  });
  work(recorder);
  recorder.flush();
  return { parts, events };
}

describe("what is recorded of a run in numbers", () => {
  it("is read as the events of machines, messages and workers that it was, in their order", () => {
    const { events } = recorded((recorder) => {
      const actor = createActor(machine, {
        id: "machine",
        inspect: (event) => {
          recorder.inspect(event);
        },
      }).start();
      recorder.joined(1, "Worker 1");
      actor.send({ type: "UNKNOWN" });
      recorder.message({ type: "shard", generation: 3, shard: 2, attempt: 1 }, 100, 1);
      recorder.message({ type: "ask", generation: 4, shard: 0, attempt: 0 }, 10, null);
      actor.send({ type: "GO" });
    });
    const times = events.map(({ t }) => t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const second = '{"second":{"left":{},"right":{}}}';
    expect(events.map(({ t: _, ...happening }) => happening)).toEqual([
      { type: "@xstate.actor", actor: "machine", of: null },
      { type: "@xstate.microstep", actor: "machine", event: "xstate.init", from: null, to: "first" },
      { type: "worker.joined", worker: 1, name: "Worker 1" },
      { type: "@xstate.microstep", actor: "machine", event: "UNKNOWN", from: "first", to: "first" },
      {
        ...{ type: "message", message: "shard", from: "evaluator", to: "worker-1", bytes: 100 },
        ...{ generation: 3, shard: 2, attempt: 1 },
      },
      {
        ...{ type: "message", message: "ask", from: "population-manager", to: "mutator", bytes: 10 },
        ...{ generation: 4, shard: 0, attempt: 0 },
      },
      // What happens between an event and its transition keeps the event a line of its own.
      { type: "@xstate.event", actor: "machine", event: "GO", from: null },
      { type: "@xstate.actor", actor: "helper", of: "machine" },
      { type: "@xstate.microstep", actor: "machine", event: "GO", from: "first", to: second },
    ]);
  });

  it("is handed on in parts that are bounded, none lost and each name once", () => {
    const { parts, events } = recorded((recorder) => {
      for (let generation = 0; generation < 5000; generation++)
        recorder.message({ type: "ask", generation, shard: 0, attempt: 0 }, 10, null);
    });
    expect(events.map((event) => event.type === "message" && event.generation)).toEqual(
      Array.from({ length: 5000 }, (_, generation) => generation),
    );
    expect(parts.flatMap(({ names }) => names)).toEqual(["ask"]);
    for (const { rows } of parts) expect(rows.byteLength).toBeLessThanOrEqual(65536);
  });

  it("is refused where it names what it does not hold", () => {
    const reader = new RecordReader(() => undefined);
    expect(() => {
      reader.read({ rows: Float64Array.of(0, 1, 7, -1, 0, 0, 0, 0), names: ["one"], told: [] });
    }).toThrow(new RangeError("7 is none of the 1 that are known."));
  });
});
