import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { perfettoTrace } from "#cli/trace/perfetto.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { ANY_EVENTS, asRead, SMALL_TRACE } from "../../support/trace-events.js";

interface PerfettoEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly args: Record<string, unknown>;
}

async function perfettoOf(events: readonly TraceEvent[]): Promise<readonly PerfettoEvent[]> {
  let text = "";
  for await (const part of perfettoTrace(asRead(events))) text += part;
  return (JSON.parse(text) as { traceEvents: PerfettoEvent[] }).traceEvents;
}

/** Fails where an event lacks what its kind must have, or spans of one thread overlap or come out of order. */
function expectReadable(events: readonly PerfettoEvent[]): void {
  const threads = new Set(
    events.flatMap(({ ph, name, tid }) => (name === "thread_name" && ph === "M" ? [tid] : [])),
  );
  const ends = new Map<number, number>();
  for (const { ph, pid, tid, ts = NaN, dur = NaN } of events) {
    expect(pid).toBe(1);
    expect(["M", "X", "i", "C"]).toContain(ph);
    if (ph !== "M") expect(ts).toBeGreaterThanOrEqual(0);
    if (ph === "X" || ph === "i") expect(threads.has(tid)).toBe(true);
    if (ph !== "X") continue;
    expect(dur).toBeGreaterThanOrEqual(0);
    expect(ts).toBeGreaterThanOrEqual(ends.get(tid) ?? 0);
    ends.set(tid, ts + dur);
  }
}

describe("a trace for Perfetto", () => {
  it("has a thread a machine and a worker, their spans, messages and counters", async () => {
    const events = await perfettoOf(SMALL_TRACE);
    expectReadable(events);
    const threads = new Map(
      events.flatMap(({ name, tid, args }) => (name === "thread_name" ? [[tid, args["name"]]] : [])),
    );
    expect([...threads.values()].sort()).toEqual(["Worker 1", "Worker 2", "evaluator"]);
    const spans = events.flatMap(({ ph, name, tid, ts, dur }) =>
      ph === "X" ? [[threads.get(tid), name, ts, dur]] : [],
    );
    expect(spans).toEqual([
      ["evaluator", "idle", 1000, 2000],
      ["Worker 1", "shard 1", 3000, 2000],
      ["Worker 2", "shard 2", 3000, 3000],
      ["Worker 1", "shard 2, try 2", 7000, 2000],
      ["evaluator", "evaluating", 3000, 7000],
      ["evaluator", "idle", 10_000, 2000],
    ]);
    const instants = events.flatMap(({ ph, name, tid }) =>
      ph === "i" ? [`${name} ${String(threads.get(tid))}`] : [],
    );
    expect(instants).toEqual([
      ...["shard evaluator", "shard evaluator", "shard-done Worker 1", "lost Worker 2"],
      ...["shard evaluator", "shard-done Worker 1"],
    ]);
    const inHand = events.flatMap(({ ph, args }) => (ph === "C" ? [args["shards in hand"]] : []));
    expect(inHand).toEqual([1, 2, 1, 1, 0, 0]);
  });

  it("can be read whatever the events are", async () => {
    await fc.assert(
      fc.asyncProperty(ANY_EVENTS, async (events) => {
        expectReadable(await perfettoOf(events));
      }),
      { numRuns: 300 },
    );
  });
});
