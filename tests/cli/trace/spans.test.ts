import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Span, SpanBuilder } from "#cli/trace/spans.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { ANY_EVENTS, SMALL_TRACE } from "../../support/trace-events.js";

function spansOf(events: readonly TraceEvent[]): Span[] {
  const builder = new SpanBuilder();
  return [...events.flatMap((event) => builder.add(event)), ...builder.end()];
}

describe("the spans of a trace", () => {
  it("are stays in states, tries at shards and times of workers", () => {
    const told = spansOf(SMALL_TRACE).map((span) => {
      const what = span.kind === "state" ? span.state : span.kind === "shard" ? span.outcome : span.problem;
      return [span.kind, span.track, span.from, span.to, what];
    });
    expect(told).toEqual([
      ["state", "evaluator", 1, 3, "idle"],
      ["shard", "Worker 1", 3, 5, "done"],
      ["shard", "Worker 2", 3, 6, "lost"],
      ["worker", "Worker 2", 2, 6, "Worker 2 ended"],
      ["shard", "Worker 1", 7, 9, "done"],
      ["state", "evaluator", 3, 10, "evaluating"],
      ["state", "evaluator", 10, 12, "idle"],
      ["worker", "Worker 1", 2, 12, null],
    ]);
  });

  it("that go on when the trace breaks off end there, a shard in hand as unfinished", () => {
    const open = spansOf(SMALL_TRACE.slice(0, 7));
    expect(open.filter(({ kind }) => kind === "shard")).toMatchObject([
      { track: "Worker 1", from: 3, to: 3, outcome: "unfinished" },
      { track: "Worker 2", from: 3, to: 3, outcome: "unfinished" },
    ]);
  });

  it("of one kind and track never overlap, and end with the trace, whatever the events are", () => {
    fc.assert(
      fc.property(ANY_EVENTS, (events) => {
        const latest = Math.max(0, ...events.map(({ t }) => t));
        const ends = new Map<string, number>();
        for (const { kind, track, from, to } of spansOf(events)) {
          expect(from).toBeGreaterThanOrEqual(ends.get(`${kind} ${track}`) ?? 0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(latest);
          ends.set(`${kind} ${track}`, to);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("of shards lie within the time for which their worker was there, whatever the events are", () => {
    fc.assert(
      fc.property(ANY_EVENTS, (events) => {
        const spans = spansOf(events);
        const present = spans.filter(({ kind }) => kind === "worker");
        for (const shard of spans.filter(({ kind }) => kind === "shard")) {
          const within = present.some(
            ({ track, from, to }) => track === shard.track && from <= shard.from && shard.to <= to,
          );
          expect(within).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
