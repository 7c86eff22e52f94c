import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startCheckpointer } from "#actors/checkpointer/checkpointer.js";
import { Evaluator } from "#actors/evaluator/evaluator.js";
import { LinesFile } from "#actors/files/lines-file.js";
import { Mailbox } from "#actors/mailbox.js";
import { startMutator } from "#actors/mutator/mutator.js";
import { PopulationManager } from "#actors/population-manager/population-manager.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import { serveShards } from "#actors/workers/serve-shards.js";
import { WorkerPool } from "#actors/workers/worker-pool.js";
import { decodeCheckpoint, evolve, initialSearchState, resolveConfig, strategyOf } from "#engine/index.js";
import { createBackend } from "#kernels/index.js";
import { inTemporaryFolder } from "../support/cli.js";
import { bothDoubled } from "../support/doubled.js";
import { settle } from "../support/settle.js";
import { SMALL_RUN } from "../support/small-run.js";

describe("delivery", () => {
  it("of every message twice, between all actors and to the workers, changes no bit of a run", () =>
    inTemporaryFolder(async (folder) => {
      const config = resolveConfig(SMALL_RUN);
      const [toEvaluator, evaluatorEnd] = bothDoubled(connectInProcess());
      const [toMutator, mutatorEnd] = bothDoubled(connectInProcess());
      const [toCheckpointer, checkpointerEnd] = bothDoubled(connectInProcess());
      const source = new WorkerPool(2, () => {
        const [transport, theirs] = bothDoubled(connectInProcess());
        serveShards(theirs, createBackend);
        return { transport, end: async () => transport.close() };
      });
      const evaluator = new Evaluator({ run: "r", manager: evaluatorEnd, backend: "wasm", source });
      const strategy = strategyOf(config);
      startMutator({ run: "r", manager: mutatorEnd, strategy });
      const saved: number[] = [];
      startCheckpointer({
        run: "r",
        manager: checkpointerEnd,
        write: async (generation, bytes) => {
          expect(decodeCheckpoint(bytes).state.generation).toBe(generation);
          saved.push(generation);
          return "file";
        },
      });
      const history = new LinesFile(join(folder, "history.jsonl"));
      const timings = new LinesFile(join(folder, "timings.jsonl"));
      const regulation = new LinesFile(join(folder, "regulation.jsonl"));
      const failures: unknown[] = [];
      const outcome = await new PopulationManager({
        run: "r",
        config,
        from: initialSearchState(strategy.save()),
        evaluator: toEvaluator,
        mutator: toMutator,
        checkpointer: toCheckpointer,
        history,
        timings,
        regulation,
        onGeneration: () => undefined,
        onChampionStep: () => undefined,
        onCheckpointFailed: (problem) => failures.push(problem),
      }).outcome;
      await evaluator.stop();
      history.close();
      timings.close();
      regulation.close();

      const plain = await evolve(SMALL_RUN);
      expect(outcome).toMatchObject({ status: "done", champion: plain.champion, state: { generation: 8 } });
      expect(readFileSync(join(folder, "history.jsonl"), "utf8")).toBe(
        plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""),
      );
      expect(saved).toEqual([3, 6, 8]);
      expect(failures).toEqual([]);
    }));

  it("of a message of another run comes to nothing", async () => {
    const [ours, theirs] = connectInProcess();
    const heard: string[] = [];
    new Mailbox(theirs, "r").onMessage(({ run }) => heard.push(run));
    for (const run of ["other", "r", ""]) new Mailbox(ours, run).send("ask", {}, { generation: 0 });
    await settle();
    expect(heard).toEqual(["r"]);
  });

  it("to an end that knows no run makes it one of the first message's", async () => {
    const [ours, theirs] = connectInProcess();
    const heard: string[] = [];
    const mailbox = new Mailbox(theirs);
    mailbox.onMessage(({ run }) => heard.push(run));
    for (const run of ["first", "other", "first"]) new Mailbox(ours, run).send("ask", {}, { generation: 0 });
    await settle();
    expect(heard).toEqual(["first", "first"]);
    const answered = new Promise<string>((resolve) => {
      new Mailbox(ours, "first").onMessage(({ type, run }) => resolve(`${type} of ${run}`));
    });
    mailbox.send("ready", {}, { generation: 0 });
    expect(await answered).toBe("ready of first");
  });
});
