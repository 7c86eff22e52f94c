import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  createBackend,
  evaluateOn,
  fitnessTask,
  isPartialOf,
  joinWavesOf,
  mergeShardsOf,
  partOfTask,
  resolveConfig,
  runShard,
  shardOf,
  shardRangesOf,
  strategyOf,
  type Task,
  TASK_DEFINITIONS,
  type TaskKind,
  taskOutcomeSchema,
  type TaskPartial,
  taskPartialSchema,
  taskSchema,
  utilityStandardError,
  wavesOfTask,
} from "#engine/index.js";
import { SMALL_RUN } from "../../support/small-run.js";

const CONFIG = resolveConfig(SMALL_RUN);
const SCORE = { ...fitnessTask(CONFIG, 0, strategyOf(CONFIG).ask()), standardErrors: true };
/** Replicates for several blocks of a gradient. */
const LONG = { ...SCORE.ensembles, replicates: { from: 0, count: 77 } };
/** One of each kind. */
const TASKS: { readonly [K in TaskKind]: Task<K> } = {
  score: SCORE,
  ensemble: { kind: "ensemble", ensembles: SCORE.ensembles },
  states: { kind: "states", ensembles: SCORE.ensembles },
  gradient: {
    kind: "gradient",
    ensembles: LONG,
    seed: { kind: "score", weights: Float64Array.from({ length: 6 * 77 }, (_, i) => (i % 7) - 3) },
    variance: true,
  },
};
const backend = await createBackend("wasm");
const evaluate = evaluateOn(backend);

describe.each(Object.values(TASKS).map((task) => [task.kind, task] as const))("the task %s", (_, task) => {
  it("comes to the same however it is cut into shards, in whatever order these are merged", async () => {
    const expected = await evaluate(task);
    for (const workers of [1, 2, 5]) {
      const results = [];
      for (const wave of wavesOfTask(task)) {
        const partials = [];
        for (const range of shardRangesOf(wave, workers).reverse()) {
          const shard = shardOf(wave, range);
          const partial = await runShard(backend, shard);
          expect(isPartialOf(shard, partial)).toBe(true);
          partials.push(partial);
        }
        results.push(mergeShardsOf(wave, partials));
      }
      expect(joinWavesOf(task, results).result).toEqual(expected);
    }
  });

  it("travels as messages do: what is asked, a partial result, and what it comes to", async () => {
    expect(taskSchema.parse(task)).toEqual(task);
    const partial = await runShard(backend, task);
    expect(taskPartialSchema.parse(partial)).toEqual(partial);
    const outcome = joinWavesOf(task, [await evaluate(task)]);
    expect(taskOutcomeSchema.parse(outcome)).toEqual(outcome);
  });

  it("comes to the same in waves of one individual", async () => {
    const { population, replicates } = task.ensembles;
    const results = [];
    for (let from = 0; from < population.individuals; from++)
      results.push(await evaluate(partOfTask(task, { from, count: 1 }, replicates)));
    expect(joinWavesOf(task, results).result).toEqual(await evaluate(task));
  });
});

describe("a partial result", () => {
  const shard = shardOf(TASKS.ensemble, { from: 0, count: 8 });
  /** What a worker that is not to be believed might answer for each individual. */
  const answering = (words: number[], counts: number[], individuals = 6) => {
    const answer: TaskPartial<"ensemble"> = {
      kind: "ensemble",
      partial: {
        drift: Array.from({ length: individuals }, () => ({
          intervals: 256,
          error: 0,
          tolerance: 1,
          finite: true,
        })),
        counts: Array.from({ length: individuals }, () => ({
          words: Uint32Array.from(words),
          counts: Uint32Array.from(counts),
        })),
      },
    };
    return isPartialOf(shard, answer);
  };

  it.each<[string, number[], number[], number?]>([
    ["too few replicates", [1, 2], [3, 4]],
    ["too many replicates", [1, 2], [3, 6]],
    ["patterns that are not ascending", [2, 1], [3, 5]],
    ["a pattern twice", [1, 1], [3, 5]],
    ["a pattern that was never seen", [1, 2, 3], [3, 5, 0]],
    ["more words than patterns", [1, 2, 3], [3, 5]],
    ["too few individuals", [1, 2], [3, 5], 5],
  ])("with %s is not believed", (_, words, counts, individuals) => {
    expect(answering([1, 2], [3, 5])).toBe(true);
    expect(answering(words, counts, individuals)).toBe(false);
  });

  it("of another kind of task is not believed", async () => {
    expect(isPartialOf(shard, await runShard(backend, shardOf(TASKS.score, { from: 0, count: 8 })))).toBe(
      false,
    );
  });
});

describe("scores", () => {
  it("have the standard error of the utility of each individual where that is asked for, else none", async () => {
    const { drift, counts } = await evaluate(TASKS.ensemble);
    const { fitness, standardError } = await evaluate(SCORE);
    const plain = await evaluate({ ...SCORE, standardErrors: false });
    expect(plain.standardError).toBeNull();
    expect(plain.fitness).toEqual(fitness);
    expect(drift.every(({ finite }) => finite)).toBe(true);
    const layout = { cells: 5, fates: 2, bitsPerCell: 1, cellsPerWord: 32, wordsPerPattern: 1 };
    expect([...(standardError ?? [])]).toEqual(
      counts.map((distinct) => utilityStandardError({ distinct, layout })),
    );
  });
});

describe("the kinds of task", () => {
  it("are one file each beside the registry, its interface and what is made of it", () => {
    const folder = new URL("../../../engine/evaluation/tasks/", import.meta.url);
    const rest = ["evaluate.ts", "kinds.ts", "task.ts", "tasks.ts"];
    const files = readdirSync(folder).filter((file) => !rest.includes(file));
    expect(files.sort()).toEqual(
      Object.keys(TASK_DEFINITIONS)
        .map((kind) => `${kind}.ts`)
        .sort(),
    );
  });
});
