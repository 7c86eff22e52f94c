import fc from "fast-check";
import type { TraceEvent } from "#cli/trace/trace-event.js";

/** The first event of a trace. */
export const HEAD: TraceEvent = {
  ...{ t: 0, type: "trace", version: 1, name: "run", program: "0.1.0" },
  startedAt: "2026-01-01T00:00:00.000Z",
};

type Shard = Omit<Extract<TraceEvent, { type: "message" }>, "t" | "type" | "from" | "to" | "bytes">;

/** A message about a shard between the evaluator and a worker. */
export function shardMessage(t: number, worker: number, about: Shard): TraceEvent {
  const [evaluator, name] = ["evaluator", `worker-${worker}`];
  const [from, to] = about.message === "shard" ? [evaluator, name] : [name, evaluator];
  return { t, type: "message", from, to, bytes: 100, ...about };
}

/** A machine's transition. */
export function transition(t: number, actor: string, from: string | null, to: string): TraceEvent {
  return { t, type: "@xstate.microstep", actor, event: "GO", from, to };
}

/** A trace of one machine and two workers, of which one is lost with a shard in hand that the other then does. */
export const SMALL_TRACE: readonly TraceEvent[] = [
  HEAD,
  transition(1, "evaluator", null, "idle"),
  { t: 2, type: "worker.joined", worker: 1, name: "Worker 1" },
  { t: 2, type: "worker.joined", worker: 2, name: "Worker 2" },
  transition(3, "evaluator", "idle", "evaluating"),
  shardMessage(3, 1, { message: "shard", generation: 0, shard: 1, attempt: 1 }),
  shardMessage(3, 2, { message: "shard", generation: 0, shard: 2, attempt: 1 }),
  shardMessage(5, 1, { message: "shard-done", generation: 0, shard: 1, attempt: 1 }),
  { t: 6, type: "worker.left", worker: 2, problem: { code: "worker.lost", message: "Worker 2 ended" } },
  shardMessage(7, 1, { message: "shard", generation: 0, shard: 2, attempt: 2 }),
  shardMessage(9, 1, { message: "shard-done", generation: 0, shard: 2, attempt: 2 }),
  transition(10, "evaluator", "evaluating", "idle"),
  { t: 12, type: "end", status: "done" },
];

/** Events as a trace is read. */
export async function* asRead(events: Iterable<TraceEvent>): AsyncGenerator<TraceEvent> {
  for (const event of events) yield event;
}

/** The text of a trace. */
export function linesOf(events: readonly TraceEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

const worker = fc.integer({ min: 1, max: 4 });
const time = fc.integer({ min: 0, max: 20 });
const about = fc.record({
  message: fc.constantFrom("shard", "shard-done", "shard-failed"),
  generation: fc.nat(3),
  shard: fc.nat(3),
  attempt: fc.integer({ min: 1, max: 2 }),
});

/** Events in any order and at any times, so that ends come without beginnings, and workers with names that are taken. */
export const ANY_EVENTS: fc.Arbitrary<TraceEvent[]> = fc.array(
  fc.oneof(
    fc
      .tuple(time, fc.constantFrom("evaluator", "mutator"), fc.constantFrom("a", "b", "c"))
      .map(([t, actor, to]) => transition(t, actor, null, to)),
    fc.tuple(time, worker, fc.integer({ min: 1, max: 2 })).map(([t, id, place]): TraceEvent => ({
      t,
      type: "worker.joined",
      worker: id,
      name: `Worker ${place}`,
    })),
    fc.tuple(time, worker).map(([t, id]): TraceEvent => ({
      t,
      type: "worker.left",
      worker: id,
      problem: { code: "a", message: "b" },
    })),
    fc.tuple(time, worker, about).map(([t, id, shard]) => shardMessage(t, id, shard)),
  ),
  { maxLength: 60 },
);
