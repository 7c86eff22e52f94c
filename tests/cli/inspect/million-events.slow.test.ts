import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TraceReplay } from "#cli/inspect/trace-replay.js";
import { WatchedRun } from "#cli/inspect/watched-run.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { inTemporaryFolder } from "../../support/cli.js";
import { HEAD, linesOf } from "../../support/trace-events.js";
import { generationEvent, microstep, shardEvent } from "../../support/watched-events.js";

/** A million events and one: a search of 200,000 generations whose workers come and go. */
function* million(): Generator<TraceEvent> {
  yield HEAD;
  for (let i = 0; i < 200_000; i++) {
    const [t, worker] = [10 * i, 1 + Math.trunc(i / 100)];
    if (i % 100 === 0) yield { t, type: "worker.joined", worker, name: "Worker 1" };
    else yield microstep(t, i === 1 ? "xstate.init" : "WAVE", i === 1 ? null : "idle", "evaluating");
    yield shardEvent(t + 1, "shard", worker, i + 1, 1 + (i % 2));
    if (i % 100 === 99) {
      yield { t: t + 2, type: "worker.left", worker, problem: { code: "worker.lost", message: "gone" } };
    } else yield shardEvent(t + 2, "shard-done", worker, i + 1, 1 + (i % 2));
    yield microstep(t + 3, "SHARD_DONE", "evaluating", "idle");
    yield generationEvent(t + 4, i, Math.sin(i));
  }
}

const DURATION = 1_999_994;
const LIMIT = { timeout: 120_000 };

describe("a million events", () => {
  it("make frames no larger than a few thousand do", LIMIT, () => {
    const run = new WatchedRun();
    const sizes: number[] = [];
    let count = 0;
    for (const event of million()) {
      run.take(event);
      if (++count === 20_000 || count === 1_000_001) sizes.push(JSON.stringify(run.frame(event.t)).length);
    }
    const [early = 0, late = 0] = sizes;
    // But for more digits: 2,000 workers have been, of whom ten are kept.
    expect(late).toBeLessThan(1.2 * early);
    expect(late).toBeLessThan(200_000);
  });

  it(
    "are replayed with any time of them in less than a second, in memory that is a fraction of them",
    LIMIT,
    () =>
      inTemporaryFolder(async (folder) => {
        const file = join(folder, "trace.jsonl");
        const descriptor = openSync(file, "w");
        let bytes = 0;
        let lines: TraceEvent[] = [];
        const write = (): void => {
          bytes += writeSync(descriptor, linesOf(lines));
          lines = [];
        };
        for (const event of million()) {
          lines.push(event);
          if (lines.length === 10_000) write();
        }
        write();
        closeSync(descriptor);
        const before = process.memoryUsage().rss;
        const replay = await TraceReplay.open(file, () => undefined);
        expect(replay.duration).toBe(DURATION);
        const slowest: number[] = [];
        for (const share of [0.99, 0.5, 0.013, 0.77, 0, 0.31]) {
          const t = Math.trunc(share * 200_000) * 10 + 4;
          const began = performance.now();
          const { generation } = await replay.frameAt(t);
          slowest.push(performance.now() - began);
          expect(generation).toBe(Math.trunc(t / 10));
        }
        // At most 20,000 events lie between a stop and any time: a tenth of a second or three on a busy machine.
        expect(Math.max(...slowest)).toBeLessThan(1000);
        // Its text, which as events is larger: 150 MB.
        expect(process.memoryUsage().rss - before).toBeLessThan(bytes);
      }),
  );
});
