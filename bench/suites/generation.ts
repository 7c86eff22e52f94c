import { deepStrictEqual } from "node:assert";

import {
  type Config,
  fitnessRequest,
  initialSearchState,
  recordGeneration,
  resolveConfig,
  scorePopulation,
  simulateOn,
  strategyOf,
} from "../../engine/index.js";
import { type Backend, createBackend } from "../../kernels/index.js";
import { cellSteps, generation as simulation } from "../harness/generation.js";
import type { Suite } from "../harness/suite.js";

/** A generation end to end in one thread: what scoring, selecting and mutating add to the simulation. */
export default async function generation(): Promise<Suite> {
  const backend = await createBackend("wasm");
  const config = resolveConfig({ seed: 1 });
  const batch = simulation();
  const work = cellSteps(batch);
  return {
    title: "A generation end to end",
    unit: "cell-step",
    size: "The preset lateral-inhibition, 2.8e7 cell-steps, one core, wasm",
    cases: [
      { name: "simulate, score, select, mutate", work, run: () => firstGeneration(config, backend) },
      { name: "simulate", work, run: () => backend.simulate(batch) },
    ],
    async verify() {
      deepStrictEqual(await firstGeneration(config, backend), await firstGeneration(config, backend));
    },
    dispose() {
      backend.dispose();
    },
  };
}

/** What the loop of the search does for its first generation; the genomes of the second. */
async function firstGeneration(config: Config, backend: Backend): Promise<Float32Array> {
  const strategy = strategyOf(config);
  const state = initialSearchState(strategy.save());
  const population = strategy.ask();
  const request = fitnessRequest(config, 0, population);
  const scores = await scorePopulation(request, config.evaluation.estimator, simulateOn(backend));
  recordGeneration(config, state, population, scores, 0);
  strategy.tell(scores.fitness);
  return strategy.ask().genomes;
}
