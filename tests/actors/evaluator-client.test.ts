import { describe, expect, it } from "vitest";
import { EvaluatorClient } from "#actors/evaluator/evaluator-client.js";
import { Mailbox } from "#actors/mailbox.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import { fitnessTask, resolveConfig, type Scores, strategyOf } from "#engine/index.js";
import { settle } from "../support/settle.js";
import { SMALL_RUN } from "../support/small-run.js";

const CONFIG = resolveConfig(SMALL_RUN);
const TASK = fitnessTask(CONFIG, 0, strategyOf(CONFIG).ask());

/** Scores of one individual, told apart by its fitness. */
function scoresOf(fitness: number): Scores {
  return {
    fitness: Float64Array.of(fitness),
    standardError: null,
    patternEntropy: Float64Array.of(1),
    reproducibilityEntropy: Float64Array.of(0),
    distinctPatterns: Uint32Array.of(1),
    tableIntervals: Uint32Array.of(256),
    tableError: Float64Array.of(0),
  };
}

/** A client, and how an evaluator would answer it. */
function connected(): {
  readonly client: EvaluatorClient;
  readonly asked: string[];
  readonly answer: (job: number, fitness: number) => void;
  readonly fail: (job: number) => void;
} {
  const [ours, theirs] = connectInProcess();
  const evaluator = new Mailbox(theirs, "r");
  const asked: string[] = [];
  evaluator.onMessage(({ type }) => asked.push(type));
  return {
    client: new EvaluatorClient(ours, "r"),
    asked,
    answer: (job, fitness) => {
      const outcome = { kind: "score", result: scoresOf(fitness) } as const;
      evaluator.send("evaluated", { job, outcome }, { generation: 0 });
    },
    fail: (job) => {
      const problem = { code: "test.problem", message: "it broke" };
      evaluator.send("evaluation-failed", { job, problem }, { generation: 0 });
    },
  };
}

describe("who asks the evaluator", () => {
  it("is told the result of its task, and the problem of one that was given up", async () => {
    const { client, answer, fail } = connected();
    const first = client.evaluate(TASK, 0);
    answer(1, 0.25);
    expect((await first).fitness).toEqual(Float64Array.of(0.25));
    const second = client.evaluate(TASK, 1);
    fail(2);
    await expect(second).rejects.toMatchObject({ code: "test.problem" });
  });

  it("takes nothing from an answer or a failure of another job, late or doubled", async () => {
    const { client, answer, fail } = connected();
    const first = client.evaluate(TASK, 0);
    answer(1, 0.25);
    await first;
    const second = client.evaluate(TASK, 1);
    answer(1, 0.5);
    fail(1);
    answer(7, 0.5);
    answer(2, 0.75);
    expect((await second).fitness).toEqual(Float64Array.of(0.75));
  });

  it("that abandons its task says so once, and a failure that comes after that changes nothing", async () => {
    const { client, asked, fail } = connected();
    const abandoned = client.evaluate(TASK, 0);
    client.abandon();
    client.abandon();
    await expect(abandoned).rejects.toMatchObject({ code: "evaluation.abandoned" });
    fail(1);
    await settle();
    expect(asked).toEqual(["evaluate", "abandon"]);
  });
});
