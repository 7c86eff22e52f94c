import type { MeasuresReport } from "../../evaluation/measures-report.js";
import {
  boundOf,
  type FoundBySearch,
  type Laboratory,
  measure,
  presetWith,
  search,
  sized,
  tanhRegulator,
  under,
} from "../laboratory.js";

/** The utility of a regulatory function at a time step. */
export interface UtilityAtStep {
  readonly dt: number;
  readonly measures: MeasuresReport;
}

/** What the time step does to utilities. */
export interface TimeStepEffect {
  /** Of f = −tanh(5(s̄ − ½)). */
  readonly gentle: readonly UtilityAtStep[];
  /** Of the champion of {@link FoundBySearch}, which was found at dt 0.01. */
  readonly steep: readonly UtilityAtStep[];
  readonly found: FoundBySearch;
  /** The highest utility of a line of identical cells, in bits. */
  readonly bound: number;
}

const GENTLE_GAIN = 5;
const STEPS = [0.02, 0.01, 0.005, 0.0025, 0.00125];

/** Utilities of a gentle and of a steep regulatory function at finer and finer time steps, each with draws of its own. */
export async function timeStepEffect(laboratory: Laboratory): Promise<TimeStepEffect> {
  const gentle = tanhRegulator(GENTLE_GAIN);
  const found = await search(laboratory, presetWith("optimum"));
  const steep = { hidden: found.config.network.hidden, genome: found.champion.genome };
  const replicates = sized(laboratory, 5000, 500);
  const atSteps = async ({ hidden, genome }: typeof steep): Promise<readonly UtilityAtStep[]> => {
    const points = [];
    for (const [draw, dt] of STEPS.entries()) {
      const config = under(presetWith("lateral-inhibition", { model: { dt } }), { hidden });
      points.push({ dt, measures: await measure(laboratory, config, genome, replicates, draw) });
    }
    return points;
  };
  return { gentle: await atSteps(gentle), steep: await atSteps(steep), found, bound: boundOf(found.config) };
}
