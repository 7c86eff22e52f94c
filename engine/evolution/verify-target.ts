import type { Config } from "../config/config.js";
import { assess, fixedPrecision } from "../evaluation/assess.js";
import { cellStepsOf, ensembleConditions, refineTimeStep, soloPopulation } from "../evaluation/ensemble.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import { freshKeys } from "../random/draw-keys.js";

/** What the verification of a target found. */
export interface Verification {
  /** The least utility over the time steps, on as many fresh replicates as it took; null where it has no value. */
  readonly utility: number | null;
  readonly held: boolean;
  readonly cellSteps: number;
}

/** Replicates of the first stage, and how many times more each further one has. */
const FIRST_STAGE = 64;
const GROWTH = 4;
/** A utility that is so many standard errors too low is given up: one that would hold, in about 1 of 700 stages. */
const STANDARD_ERRORS = 3;

/** The most that a utility may be expected to lie above what few replicates say: 3 SE, and the plug-in's first-order bias. */
function margin({ standardError, replicates, fates }: EnsembleMeasures): number {
  return STANDARD_ERRORS * (standardError ?? Infinity) + (fates - 1) / (2 * Math.LN2 * replicates);
}

/**
 * Whether the utility of a genome is at least `search.stop.target` on `verification.replicates` fresh replicates at each
 * of the time steps. In stages, the finest time step first, so that what does not hold costs little.
 */
export async function verifyTarget(
  config: Config,
  target: number,
  generation: number,
  genome: Float32Array,
  evaluate: Evaluate,
): Promise<Verification> {
  const { replicates, timeSteps } = config.search.stop.verification;
  const conditions = ensembleConditions(config, freshKeys(config.seed, "verifying", generation));
  const population = soloPopulation(genome);
  let cellSteps = 0;
  for (let count = Math.min(FIRST_STAGE, replicates); ; count = Math.min(GROWTH * count, replicates)) {
    const last = count === replicates;
    let least = Infinity;
    for (const part of timeSteps.toReversed()) {
      const refined = refineTimeStep(conditions, part);
      const assessments = await assess(
        refined,
        population,
        fixedPrecision(count),
        config.evaluation.estimator,
        evaluate,
      );
      cellSteps += cellStepsOf({ ...refined, population, replicates: { from: 0, count } });
      const { measures } = assessments[0]!;
      const { utility } = measures;
      if (utility === null || utility + (last ? 0 : margin(measures)) < target)
        return { utility, held: false, cellSteps };
      least = Math.min(least, utility);
    }
    if (last) return { utility: least, held: true, cellSteps };
  }
}
