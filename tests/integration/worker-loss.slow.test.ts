import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunDirectory, startTraining, type TrainingOutcome } from "#actors/index.js";
import { startLocal } from "#actors/workers/local-worker.js";
import { startThread } from "#actors/workers/thread-workers.js";
import { type StartWorker, WorkerPool } from "#actors/workers/worker-pool.js";
import { type Config, decodeCheckpoint, evolve, type Evolution, resolveConfig } from "#engine/index.js";
import { readdirSync, readFileSync } from "node:fs";
import { inTemporaryFolder } from "../support/cli.js";
import { FULL } from "../support/survival.js";
import { killable, type Killable } from "../support/unreliable-worker.js";

/** Long enough that a kill every second meets it several times; on an idle machine some 4 s, full 20 s. */
const LONG = resolveConfig({
  seed: 3,
  evaluation: { replicates: 32 },
  model: { duration: 10 },
  search: { generations: FULL ? 2000 : 400 },
  champion: { replicates: 100, maxReplicates: 100, candidates: 2 },
});
const SHORT = resolveConfig({
  ...LONG,
  search: { ...LONG.search, stop: { ...LONG.search.stop, generations: 25 } },
});

interface Result {
  readonly outcome: TrainingOutcome;
  readonly history: string;
  readonly checkpoints: readonly number[];
}

function train(config: Config, startWorker: StartWorker): Promise<Result> {
  return inTemporaryFolder(async (folder) => {
    const directory = RunDirectory.create(join(folder, "run"));
    const source = new WorkerPool(4, startWorker);
    const run = startTraining({ config, directory, backend: "wasm", workers: 4, source });
    const outcome = await run.outcome;
    directory.close();
    const checkpoints = directory.file("checkpoints");
    return {
      outcome,
      history: readFileSync(directory.file("history"), "utf8"),
      checkpoints: readdirSync(checkpoints).map(
        (name) => decodeCheckpoint(readFileSync(join(checkpoints, name))).state.generation,
      ),
    };
  });
}

function expectSame({ outcome, history }: Result, plain: Evolution): void {
  if (outcome.status !== "done") throw new Error(JSON.stringify(outcome));
  expect(history).toBe(plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""));
  expect(outcome.champion).toEqual(plain.champion);
}

describe("a run whose workers are killed", () => {
  it(`one of four every second ends with the same bits`, { timeout: FULL ? 300_000 : 60_000 }, async () => {
    const plain = await evolve(LONG);
    const workers = new Map<number, Killable>();
    let kills = 0;
    const timer = setInterval(() => workers.get(1 + (kills++ % 4))?.kill(), 1000);
    const result = await train(LONG, async (place) => {
      const worker = killable(await startThread(place));
      workers.set(place, worker);
      return worker;
    });
    clearInterval(timer);
    expectSame(result, plain);
    expect(kills).toBeGreaterThan(FULL ? 10 : 1);
  });

  it.each([2, 3, 7])("at one in %i shards ends with the same bits", async (every) => {
    const plain = await evolve(SHORT);
    let shards = 0;
    let kills = 0;
    const result = await train(SHORT, () =>
      killable(startLocal(), (kill, { attempt }) => {
        // Only at first attempts: a shard that is lost three times rightly ends the run.
        if (attempt > 1 || ++shards % every !== 0) return true;
        kills++;
        kill();
        return false;
      }),
    );
    expectSame(result, plain);
    expect(kills).toBeGreaterThan(10);
  });

  it("at the same shard three times fails with a checkpoint of the last complete generation", async () => {
    const generation = 12;
    const { outcome, history, checkpoints } = await train(SHORT, () =>
      killable(startLocal(), (kill, about) => {
        if (about.generation !== generation) return true;
        kill();
        return false;
      }),
    );
    expect(outcome).toMatchObject({ status: "failed", problem: { code: "worker.lost" } });
    expect(outcome.state.generation).toBe(generation);
    expect(Math.max(...checkpoints)).toBe(generation);
    expect(history.split("\n").length - 1).toBe(generation);
  });
});
