import type { Config } from "../config/config.js";
import { type Assessment, extendAssessments } from "../evaluation/assess.js";
import { cellStepsOf, ensembleConditions, refineTimeStep, soloPopulation } from "../evaluation/ensemble.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import { freshKeys } from "../random/draw-keys.js";

/** What the verification of a target found. */
export interface Verification {
  /** The least utility at the time steps that were looked at, on as many fresh replicates as it took; null where one has no value. */
  readonly utility: number | null;
  /** The least over the time steps of utility − 3 SE, where the target is held; else null. */
  readonly assured: number | null;
  readonly cellSteps: number;
}

/** Replicates of the first stage, and how many times more each further one has. */
const FIRST_STAGE = 64;
const GROWTH = 4;
/** A target is held by what is so many standard errors above it: of those exactly on it, by 1 of 740 at one time step. */
const STANDARD_ERRORS = 3;

/** How far few replicates may put a utility too low: the first-order bias of plug-in entropies of cells, in bits; generous for other estimators. */
function bias({ replicates, fates }: EnsembleMeasures): number {
  return (fates - 1) / (2 * Math.LN2 * replicates);
}

/**
 * Whether a genome holds `search.stop.target`: whether its utility is three standard errors above that on
 * `verification.replicates` fresh replicates at each of the time steps. In stages from few replicates to all, each from the
 * coarsest time step on; what does not come up to the target in one of them is given up, so that it costs little.
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
  const known = new Map<number, Assessment>();
  let [from, cellSteps] = [0, 0];
  for (let count = Math.min(FIRST_STAGE, replicates); ; count = Math.min(GROWTH * count, replicates)) {
    const last = count === replicates;
    let [utility, assured] = [Infinity, Infinity];
    for (const part of timeSteps) {
      const ensembles = {
        ...refineTimeStep(conditions, part),
        population,
        replicates: { from, count: count - from },
      };
      cellSteps += cellStepsOf(ensembles);
      const extended = await extendAssessments(
        [known.get(part)],
        ensembles,
        config.evaluation.estimator,
        evaluate,
      );
      const assessment = extended[0]!;
      known.set(part, assessment);
      const { measures } = assessment;
      if (measures.utility === null) return { utility: null, assured: null, cellSteps };
      utility = Math.min(utility, measures.utility);
      assured = Math.min(assured, measures.utility - STANDARD_ERRORS * (measures.standardError ?? Infinity));
      const reached = last ? assured >= target : utility + bias(measures) >= target;
      if (!reached) return { utility, assured: null, cellSteps };
    }
    if (last) return { utility, assured, cellSteps };
    from = count;
  }
}
