import { deepStrictEqual } from "node:assert";

import { startDriver } from "../harness/generation-driver.js";
import { oneAtATime } from "../harness/one-at-a-time.js";
import type { Suite, SuiteOptions } from "../harness/suite.js";
import {
  createBackend,
  evaluateOn,
  fitnessTask,
  resolveConfig,
  type ScoreTask,
  strategyOf,
} from "../../engine/index.js";

/** A generation scored end to end: by the plain loop, and by the actors with one and two workers. */
export default async function generation({ quick }: SuiteOptions): Promise<Suite> {
  const task = (replicates: number, randomNumbers: "common" | "independent"): ScoreTask => {
    const config = resolveConfig({ evaluation: { replicates, randomNumbers } });
    return fitnessTask(config, 0, strategyOf(config).ask());
  };
  const tasks = [
    { name: "100 replicates", task: task(100, "common") },
    { name: "100 replicates, independent random numbers", task: task(100, "independent") },
    ...(quick ? [] : [{ name: "3200 replicates", task: task(3200, "common") }]),
  ];
  const evaluate = evaluateOn(await createBackend("wasm"));
  const drivers = [startDriver(1), startDriver(2)] as const;
  const scorers = [
    { name: "plain loop", score: (one: ScoreTask) => evaluate(one) },
    { name: "actors, 1 worker", score: oneAtATime((one: ScoreTask) => drivers[0].evaluate(one)) },
    { name: "actors, 2 workers", score: oneAtATime((one: ScoreTask) => drivers[1].evaluate(one)) },
  ];
  return {
    title: "A generation, end to end",
    unit: "generation",
    size: "the preset: 7 cells, 2000 steps, 20 individuals, table, common random numbers unless said",
    cases: tasks.flatMap(({ name: size, task: one }) =>
      scorers.map(({ name, score }) => ({
        name: `${size}: ${name}`,
        work: 1,
        run: () => score(one),
      })),
    ),
    async verify() {
      for (const { task: one } of tasks) {
        const expected = await evaluate(one);
        for (const { score } of scorers) deepStrictEqual(await score(one), expected);
      }
    },
    dispose() {
      for (const driver of drivers) void driver.stop();
    },
  };
}
