import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barsOf, MOST_PARTS, Occupancy } from "#cli/trace/occupancy.js";
import { tracePage } from "#cli/trace/trace-page.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { figuresOf } from "#cli/report/page.js";
import { DRAWN } from "#cli/report/draw-page.js";
import { draw } from "../../support/draw-figure.js";
import { ANY_EVENTS, asRead, SMALL_TRACE, transition } from "../../support/trace-events.js";

/** A machine that changes between two states so often that no picture has a pixel for each stay. */
const CROWDED: readonly TraceEvent[] = Array.from({ length: 20_000 }, (_, i) =>
  transition(i, "evaluator", null, i % 2 === 0 ? "idle" : "evaluating"),
);

describe("the occupancy of time", () => {
  it("adds up to the time that was added, and is never more than there is", () => {
    const stretches = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 30 });
    fc.assert(
      fc.property(stretches, (pairs) => {
        const occupancy = new Occupancy();
        let [now, all] = [0, 0];
        for (const [pause, time] of pairs) {
          occupancy.add("row", now + pause, now + pause + time);
          now += pause + time;
          all += time;
        }
        const parts = [...(occupancy.rows.get("row") ?? [])];
        // Powers of two and whole numbers: every sum is exact.
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
        expect(Math.max(0, ...parts)).toBeLessThanOrEqual(occupancy.length);
      }),
      { numRuns: 200 },
    );
  });

  it("has its first part where it began and its last where it ended", () => {
    const occupancy = new Occupancy();
    occupancy.add("row", 5, 6);
    occupancy.add("row", 100_000, 100_001);
    const bars = barsOf(occupancy.rows.get("row")!, occupancy.length);
    expect(bars).toHaveLength(2);
    expect(bars[0]!.from).toBeLessThanOrEqual(5);
    expect(bars[1]!.to).toBeGreaterThanOrEqual(100_001);
    expect(bars[1]!.to - bars[1]!.from).toBe(occupancy.length);
  });
});

describe("the timeline of a trace", () => {
  it("has a figure of the workers, a row each, and one of each machine, a row a state", async () => {
    const figures = figuresOf(await tracePage(asRead(SMALL_TRACE)));
    expect(figures.map(({ name }) => name)).toEqual(["timeline-workers", "timeline-evaluator"]);
    const labels = figures.map(({ table }) => [...new Set(table.rows.map(([label]) => label))]);
    expect(labels).toEqual([
      ["Worker 1", "Worker 2"],
      ["idle", "evaluating"],
    ]);
    expect(figures[0]!.caption).toContain("Lower bars are of shards that had been tried before.");
    expect(figures[0]!.caption).toContain("1 time a try failed or a worker was lost.");
    expect(figures[0]!.table.rows).toContainEqual(["Worker 2", "lost", 0.006, null, null]);
  });

  it("is drawn without a warning", async () => {
    for (const events of [SMALL_TRACE, CROWDED]) {
      for (const { spec } of figuresOf(await tracePage(asRead(events)))) {
        expect((await draw(spec)).warnings).toEqual([]);
      }
    }
  });

  it("has no more bars a row than time has parts, each no wider than a pixel, however much happens", async () => {
    const [figure] = figuresOf(await tracePage(asRead(CROWDED)));
    for (const state of ["idle", "evaluating"]) {
      const bars = figure!.table.rows.filter(([label]) => label === state);
      expect(bars.length).toBeGreaterThan(0);
      expect(bars.length).toBeLessThanOrEqual(MOST_PARTS);
      // Half of the time, which quarters round up to.
      for (const [, , , , share] of bars.slice(1, -1)) expect([0.5, 0.75]).toContain(share);
    }
    const [, milliseconds] = /parts of ([\d.]+) ms/.exec(figure!.caption) ?? [];
    // 400 pixels for 20 s.
    expect(Number(milliseconds)).toBeLessThanOrEqual(20_000 / 400);
  });

  it("has bars within the time of the trace that do not overlap, whatever the events are", async () => {
    await fc.assert(
      fc.asyncProperty(ANY_EVENTS, async (events) => {
        const end = Math.max(0, ...events.map(({ t }) => t)) / 1000;
        for (const { table } of figuresOf(await tracePage(asRead(events)))) {
          const ends = new Map<string, number>();
          for (const [label, what, from, to] of table.rows) {
            if (to === null) continue;
            const row = `${String(label)} ${String(what)}`;
            expect(Number(from)).toBeGreaterThanOrEqual(ends.get(row) ?? 0);
            expect(Number(to)).toBeGreaterThanOrEqual(Number(from));
            expect(Number(to)).toBeLessThanOrEqual(end);
            ends.set(row, Number(to));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same bytes every time, as a page and as a drawing", async () => {
    for (const ending of [".html", ".svg"] as const) {
      const [once, again] = [await tracePage(asRead(SMALL_TRACE)), await tracePage(asRead(SMALL_TRACE))];
      expect(await DRAWN[ending](once)).toEqual(await DRAWN[ending](again));
    }
  });
});
