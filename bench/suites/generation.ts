import { deepStrictEqual } from "node:assert";

import { startDriver } from "../harness/generation-driver.js";
import type { Suite, SuiteOptions } from "../harness/suite.js";
import {
  createBackend,
  type EnsembleRequest,
  fitnessRequest,
  resolveConfig,
  scorePopulation,
  simulateOn,
  strategyOf,
} from "../../engine/index.js";

/** A generation scored end to end: by the plain loop, and by the actors with one and two workers. */
export default async function generation({ quick }: SuiteOptions): Promise<Suite> {
  const request = (replicates: number, randomNumbers: "common" | "independent"): EnsembleRequest => {
    const config = resolveConfig({ evaluation: { replicates, randomNumbers } });
    return fitnessRequest(config, 0, strategyOf(config).ask());
  };
  const requests = [
    { name: "100 replicates", request: request(100, "common") },
    { name: "100 replicates, independent random numbers", request: request(100, "independent") },
    ...(quick ? [] : [{ name: "3200 replicates", request: request(3200, "common") }]),
  ];
  const simulate = simulateOn(await createBackend("wasm"));
  const drivers = [startDriver(1), startDriver(2)] as const;
  const scorers = [
    { name: "plain loop", score: (one: EnsembleRequest) => scorePopulation(one, "plug-in", simulate) },
    { name: "actors, 1 worker", score: (one: EnsembleRequest) => drivers[0].score(one) },
    { name: "actors, 2 workers", score: (one: EnsembleRequest) => drivers[1].score(one) },
  ];
  return {
    title: "A generation, end to end",
    unit: "generation",
    size: "the preset: 7 cells, 2000 steps, 20 individuals, table, common random numbers unless said",
    cases: requests.flatMap(({ name: size, request: one }) =>
      scorers.map(({ name, score }) => ({
        name: `${size}: ${name}`,
        work: 1,
        run: () => score(one),
      })),
    ),
    async verify() {
      for (const { request: one } of requests) {
        const expected = await scorePopulation(one, "plug-in", simulate);
        for (const { score } of scorers) deepStrictEqual(await score(one), expected);
      }
    },
    dispose() {
      for (const driver of drivers) void driver.stop();
    },
  };
}
