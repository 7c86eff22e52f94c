import { CONNECTIVITY_NAMES, type ConnectivityName } from "../../../kernels/index.js";
import { ensembleConditions, soloPopulation } from "../../evaluation/ensemble.js";
import type { MeasuresReport } from "../../evaluation/measures-report.js";
import { freshKeys } from "../../random/draw-keys.js";
import {
  follow,
  type Laboratory,
  measure,
  presetWith,
  sized,
  tanhRegulator,
  type Trajectories,
  under,
} from "../laboratory.js";

/** The gain of f = −tanh(gain·(s̄ − ½)) that the boundaries are compared with. */
export const COMPARED_GAIN = 10;

/** What the same regulatory function does under a boundary. */
export interface UnderBoundary {
  readonly boundary: ConnectivityName;
  readonly measures: MeasuresReport;
  readonly trajectories: Trajectories;
  /** The share of last states that are exactly 0 or 1, where they were clipped. */
  readonly clipped: number;
}

/** One regulatory function under all boundaries. */
export async function boundaries(laboratory: Laboratory): Promise<readonly UnderBoundary[]> {
  const { hidden, genome } = tanhRegulator(COMPARED_GAIN);
  const replicates = sized(laboratory, 10_000, 1000);
  const compared = [];
  for (const boundary of CONNECTIVITY_NAMES) {
    const config = under(presetWith("lateral-inhibition", { model: { boundary } }), { hidden });
    const { states } = await laboratory.evaluate({
      kind: "states",
      ensembles: {
        ...ensembleConditions(config, freshKeys(config.seed, "evaluate", 0)),
        population: soloPopulation(genome),
        replicates: { from: 0, count: replicates },
      },
    });
    compared.push({
      boundary,
      measures: await measure(laboratory, config, genome, replicates),
      trajectories: await follow(laboratory, config, genome, { replicates: 4, every: 5 }),
      clipped: states.filter((state) => state === 0 || state === 1).length / states.length,
    });
  }
  return compared;
}
