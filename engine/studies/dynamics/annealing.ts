import type { MeasuresReport } from "../../evaluation/measures-report.js";
import {
  type Laboratory,
  measure,
  presetWith,
  sized,
  tanhRegulator,
  type Trajectories,
  follow,
  under,
} from "../laboratory.js";
import { patternOfStates } from "../pattern-of-states.js";

/** The gain of f = −tanh(gain·(s̄ − ½)) that noise anneals. */
const ANNEALED_GAIN = 5;
/** Where a reference is known. */
const REFERENCE_NOISE = 0.3;

/** What noise and time make of one regulatory function. */
export interface Annealing {
  readonly noises: readonly number[];
  readonly durations: readonly number[];
  /** `[duration][noise]` */
  readonly measures: readonly (readonly MeasuresReport[])[];
  /** At noise .3 over the longest duration, and at durations 20 and noise .1 and .3, on more replicates. */
  readonly references: {
    readonly long: MeasuresReport;
    readonly short: MeasuresReport;
    readonly quiet: MeasuresReport;
  };
  /** At noise .3 over the longest duration: the first replicates that are no alternation at time 20. */
  readonly trajectories: Trajectories;
}

const NOISES = {
  full: [0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.2, 0.3, 0.4, 0.5, 0.7, 1],
  quick: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1],
};
const DURATIONS = { full: [2, 5, 10, 20, 50, 100, 200], quick: [2, 20, 200] };
const [SHORT, LONG] = [20, 200];
/** Replicates that are followed and that are shown of them, and steps between two frames. */
const [FOLLOWED, SHOWN, EVERY] = [32, 4, 50];
/** Less biased than the plug-in where noise makes all patterns as likely. */
const ESTIMATOR = "grassberger";

/** The utility of one regulatory function over noise strength and duration, open ends. */
export async function annealing(laboratory: Laboratory): Promise<Annealing> {
  const regulator = tanhRegulator(ANNEALED_GAIN);
  const replicates = sized(
    laboratory,
    { map: 1000, long: 4000, short: 20_000 },
    { map: 200, long: 500, short: 2000 },
  );
  const configOf = (noiseStrength: number, duration: number, estimator = "plug-in") =>
    under(
      presetWith("lateral-inhibition", { model: { noiseStrength, duration }, evaluation: { estimator } }),
      regulator,
    );
  const measured = (
    noise: number,
    duration: number,
    count: number,
    estimator?: string,
  ): Promise<MeasuresReport> =>
    measure(laboratory, configOf(noise, duration, estimator), regulator.genome, count);
  const [noises, durations] = [
    sized(laboratory, NOISES.full, NOISES.quick),
    sized(laboratory, DURATIONS.full, DURATIONS.quick),
  ];
  const measures = [];
  for (const duration of durations) {
    const row = [];
    for (const noise of noises) row.push(await measured(noise, duration, replicates.map, ESTIMATOR));
    measures.push(row);
  }
  const references = {
    long: await measured(REFERENCE_NOISE, LONG, replicates.long),
    short: await measured(REFERENCE_NOISE, SHORT, replicates.short),
    quiet: await measured(0.1, SHORT, replicates.short),
  };
  const followed = await follow(laboratory, configOf(REFERENCE_NOISE, LONG), regulator.genome, {
    replicates: FOLLOWED,
    every: EVERY,
  });
  const trajectories = withDefects(followed, SHORT, SHOWN);
  return { noises, durations, measures, references, trajectories };
}

/** Those of the trajectories whose fates are no alternation at a time, at most `most`. */
export function withDefects(all: Trajectories, time: number, most: number): Trajectories {
  const { cells, times, states } = all;
  const frame = times.findIndex((at) => at >= time);
  const size = times.length * cells;
  const own = Array.from({ length: all.replicates }, (_, i) => states.subarray(i * size, (i + 1) * size));
  const chosen = own
    .filter((replicate) => {
      const pattern = patternOfStates(replicate.subarray(frame * cells, (frame + 1) * cells), [0.5]);
      return /(.)\1/.test(pattern);
    })
    .slice(0, most);
  return {
    ...{ cells, times, replicates: chosen.length },
    states: Float32Array.from(chosen.flatMap((replicate) => [...replicate])),
  };
}

/** The noise of the highest utility over a duration: its place among the noises. */
export function bestNoise(row: readonly MeasuresReport[]): number {
  const utilities = row.map(({ utility }) => utility ?? -Infinity);
  return utilities.indexOf(Math.max(...utilities));
}
