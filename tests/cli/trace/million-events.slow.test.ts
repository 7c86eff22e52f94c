import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tmpdir } from "node:os";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { cellfate, type CommandResult } from "../../support/cli.js";
import { PEAK_MEMORY, peakMemoryOf } from "../../support/peak-memory.js";
import { linesOf, shardMessage, SMALL_TRACE, transition } from "../../support/trace-events.js";

/** Events of a generation: a worker is lost and replaced every hundredth time. */
function generation(number: number): readonly TraceEvent[] {
  const t = 5 * number;
  const lost = number % 100 === 99;
  const worker = 3 + Math.trunc(number / 100);
  const problem = { code: "worker.lost", message: "Worker 1 ended" };
  const first = { generation: number, shard: 2 * number + 1, attempt: 1 };
  const second = { ...first, shard: 2 * number + 2 };
  return [
    transition(t, "evaluator", "idle", "evaluating"),
    ...(number % 100 === 0 ? [{ t, type: "worker.joined", worker, name: "Worker 1" } as const] : []),
    shardMessage(t, worker, { message: "shard", ...first }),
    shardMessage(t + 1, worker, { message: lost ? "shard-failed" : "shard-done", ...first }),
    shardMessage(t + 1, worker, { message: "shard", ...second }),
    shardMessage(t + 3, worker, { message: "shard-done", ...second }),
    transition(t + 4, "evaluator", "evaluating", "idle"),
    ...(lost ? [{ t: t + 4, type: "worker.left", worker, problem } as const] : []),
  ];
}

const GENERATIONS = 167_000;

/** Writes a trace of so many generations. */
async function writeTrace(file: string, generations: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(linesOf(SMALL_TRACE.slice(0, 1)));
  for (let number = 0; number < generations; number++) {
    if (!stream.write(linesOf(generation(number)))) await once(stream, "drain");
  }
  stream.end(linesOf([{ t: 5 * generations, type: "end", status: "done" }]));
  await once(stream, "finish");
}

// Six seconds of processor time a command; minutes where the machine is busy.
describe("a trace of a million events", { timeout: 240_000 }, () => {
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    await writeTrace(join(folder, "large.jsonl"), GENERATIONS);
    await writeTrace(join(folder, "fifth.jsonl"), GENERATIONS / 5);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(name: string, options: readonly string[]): Promise<CommandResult> {
    const result = await cellfate(["trace", name, ...options], { cwd: folder, node: PEAK_MEMORY });
    expect(result.code, result.stderr).toBe(0);
    return result;
  }

  it.each([
    ["summed up", ["--format", "json"]],
    ["drawn", ["--out", "timeline.svg"]],
    ["written for Perfetto", ["--format", "perfetto", "--out", "perfetto.json"]],
  ])("is %s in the memory of one of a fifth of it", async (_, options) => {
    const [large, fifth] = [await run("large.jsonl", options), await run("fifth.jsonl", options)];
    // Two halves of 16 MiB are V8's young generation, which may be collected earlier in one process than in the other. The
    // text alone of the events that one has more is 110 MB.
    expect(peakMemoryOf(large.stderr) - peakMemoryOf(fifth.stderr)).toBeLessThan(32 * 1024 * 1024);
  });

  it("is counted to its last event", async () => {
    const { stdout } = await run("large.jsonl", ["--format", "json"]);
    const { events, workers } = JSON.parse(stdout) as { events: number; workers: { all: { tries: number } } };
    expect(events).toBe(2 + 6 * GENERATIONS + 2 * (GENERATIONS / 100));
    expect(workers.all.tries).toBe(2 * GENERATIONS);
  });
});
