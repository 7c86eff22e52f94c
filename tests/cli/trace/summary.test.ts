import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summaryOf } from "#cli/trace/summary.js";
import { traceText } from "#cli/trace/summary-text.js";
import { ANY_EVENTS, asRead, SMALL_TRACE } from "../../support/trace-events.js";

describe("the summary of a trace", () => {
  it("counts times in states, transitions, messages and what workers did", async () => {
    const summary = await summaryOf(asRead(SMALL_TRACE));
    expect(summary).toMatchObject({ name: "run", status: "done", milliseconds: 12, events: 13 });
    expect(summary.states).toEqual([
      { machine: "evaluator", state: "idle", visits: 2, milliseconds: 4, longest: 2 },
      { machine: "evaluator", state: "evaluating", visits: 1, milliseconds: 7, longest: 7 },
    ]);
    const at = { machine: "evaluator", event: "GO", count: 1 };
    expect(summary.transitions).toEqual([
      { ...at, from: "idle", to: "evaluating", meanMilliseconds: 2, longestMilliseconds: 2 },
      { ...at, from: "evaluating", to: "idle", meanMilliseconds: 7, longestMilliseconds: 7 },
    ]);
    expect(summary.longestStays[0]).toEqual({
      ...{ machine: "evaluator", state: "evaluating", at: 3, milliseconds: 7, generation: 0 },
    });
    expect(summary.messages).toEqual([
      { message: "shard", from: "evaluator", to: "worker", count: 3, bytes: 300 },
      { message: "shard-done", from: "worker", to: "evaluator", count: 2, bytes: 200 },
    ]);
    // Worker 1 was there for 10 ms and had a shard for 4; worker 2 for 4, and had one for 3.
    expect(summary.workers.all).toEqual({
      ...{ milliseconds: 14, busyMilliseconds: 7, idle: 0.5, tries: 3, retries: 1, failed: 0, lost: 1 },
    });
    expect(summary.workers.each.map(({ worker, idle }) => [worker, idle])).toEqual([
      ["Worker 1", 0.6],
      ["Worker 2", 0.25],
    ]);
    expect(summary.workers.lost).toEqual([{ worker: "Worker 2", at: 6, problem: "Worker 2 ended" }]);
  });

  it("has states and workers that fill no more time than there is, whatever the events are", async () => {
    await fc.assert(
      fc.asyncProperty(ANY_EVENTS, async (events) => {
        const { milliseconds, states, workers } = await summaryOf(asRead(events));
        for (const machine of ["evaluator", "mutator"]) {
          const ofMachine = states.filter((state) => state.machine === machine);
          // Whole milliseconds: their sums are exact.
          expect(ofMachine.reduce((sum, state) => sum + state.milliseconds, 0)).toBeLessThanOrEqual(
            milliseconds,
          );
        }
        for (const { busyMilliseconds, milliseconds: there, idle } of [...workers.each, workers.all]) {
          expect(busyMilliseconds).toBeLessThanOrEqual(there);
          if (idle !== null) expect(idle).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says as text what it counts, and that a run without an end was killed or goes on", async () => {
    const text = await traceText(asRead(SMALL_TRACE));
    expect(text).toContain("13 events of the run run in 12.00 ms, 0 generations; it ended by its rules.");
    expect(text).toMatch(/^evaluator {2}evaluating +1 +7\.00 ms +58\.3 %/m);
    expect(text).toMatch(/^Worker 2 +6\.00 ms +Worker 2 ended$/m);
    expect(await traceText(asRead(SMALL_TRACE.slice(0, -1)))).toContain("the run goes on or was killed");
  });
});
