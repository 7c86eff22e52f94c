import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TraceReplay } from "#cli/inspect/trace-replay.js";
import { WatchedRun } from "#cli/inspect/watched-run.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { inTemporaryFolder } from "../../support/cli.js";
import { HEAD } from "../../support/trace-events.js";
import { generationEvent, microstep, shardEvent } from "../../support/watched-events.js";

/** More than two stops, with names that take several bytes a character. */
const EVENTS: readonly TraceEvent[] = [
  { ...HEAD, ...{ name: "Läufe 𝒳" } },
  { t: 1, type: "worker.joined", worker: 1, name: "Arbeiterin Änne" },
  microstep(1, "xstate.init", null, "idle"),
  ...Array.from({ length: 4000 }, (_, i): readonly TraceEvent[] => [
    microstep(10 * i + 2, "WAVE", "idle", "evaluating"),
    shardEvent(10 * i + 4, "shard", 1, i + 1),
    // Three at the same time.
    shardEvent(10 * i + 6, "shard-done", 1, i + 1),
    microstep(10 * i + 6, "SHARD_DONE", "evaluating", "idle"),
    generationEvent(10 * i + 6, i, Math.sin(i)),
  ]).flat(),
];

function whatWas(t: number): unknown {
  const run = new WatchedRun();
  for (const event of EVENTS) if (event.t <= t) run.take(event);
  return run.frame(t);
}

async function inReplay(
  work: (replay: TraceReplay, torn: readonly string[]) => Promise<void>,
  end = "",
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "trace.jsonl");
    writeFileSync(file, EVENTS.map((event) => `${JSON.stringify(event)}\n`).join("") + end);
    const torn: string[] = [];
    const replay = await TraceReplay.open(file, (where) => torn.push(where));
    await work(replay, torn);
  });
}

describe("a trace that is replayed", () => {
  it("shows at any time, in any order, what was known of the run then", () =>
    inReplay(async (replay) => {
      expect(replay.duration).toBe(39_996);
      const times = [0, 1, 39_996, 6, 10_000, 10_001.5, 10_006, 10_007, 9_000, 39_995, 20_005, 20_006, 5];
      for (const t of times) expect(await replay.frameAt(t), `${t}`).toEqual(whatWas(t));
    }));

  it("answers those who ask at once one after the other", () =>
    inReplay(async (replay) => {
      const times = [30_000, 2, 15_006, 15_008];
      const frames = await Promise.all(times.map((t) => replay.frameAt(t)));
      expect(frames).toEqual(times.map(whatWas));
    }));

  it("is at its beginning before that, and at its end behind it", () =>
    inReplay(async (replay) => {
      expect(await replay.frameAt(-5)).toEqual(whatWas(0));
      expect(await replay.frameAt(Infinity)).toEqual(whatWas(39_996));
    }));

  it("ends before a line that is torn", () =>
    inReplay(async (replay, torn) => {
      expect(torn).toEqual([expect.stringMatching(/trace\.jsonl:20004$/)]);
      expect(await replay.frameAt(Infinity)).toEqual(whatWas(39_996));
      expect(torn).toHaveLength(1);
    }, '{"t":50000,"ty'));
});
