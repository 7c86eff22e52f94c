import { checkFunction, checkInteger, checkNumber, checkObject, checkOneOf } from "../../kernels/check.js";
import { type DriftSummary, layoutOf, LIMITS, mergeDistinct } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import { ensembleMeasures, type EnsembleMeasures } from "../information/ensemble-measures.js";
import { ESTIMATOR_NAMES, type EstimatorName } from "../information/entropy-estimators.js";
import type { PatternEnsemble } from "../information/pattern-ensemble.js";
import type { Population } from "../strategies/strategy.js";
import { type EnsembleConditions, type EnsembleRequest, select } from "./ensemble.js";
import { checkEnsembles, ensembleResultSchema } from "./ensemble-schema.js";
import type { Evaluate } from "./tasks/evaluate.js";

/** How many fresh replicates an assessment takes. */
export interface Precision {
  /** At least this many. */
  readonly replicates: number;
  /** Then twice as many, and again, until the utility's standard error is at most this… */
  readonly standardError: number;
  /** …or there are this many. */
  readonly maxReplicates: number;
}

/** One individual's ensemble of fresh replicates, measured. */
export interface Assessment {
  readonly measures: EnsembleMeasures;
  readonly ensemble: PatternEnsemble;
  readonly drift: DriftSummary;
}

/** Exactly `replicates` replicates, no more. @throws CellfateError `argument.invalid` */
export function fixedPrecision(replicates: number): Precision {
  checkInteger(replicates, [1, LIMITS.replicates], "replicates");
  return { replicates, standardError: Infinity, maxReplicates: replicates };
}

function checkPrecision(precision: Precision): void {
  checkObject(precision, "precision");
  const { replicates, standardError, maxReplicates } = precision;
  checkInteger(replicates, [1, LIMITS.replicates], "precision.replicates");
  checkNumber(standardError, [0, Infinity], "precision.standardError");
  checkInteger(maxReplicates, [replicates, LIMITS.replicates], "precision.maxReplicates");
}

/** Simulates further replicates of individuals and measures each on all that it then has, `known` before or not. */
export async function extendAssessments(
  known: readonly (Assessment | undefined)[],
  ensembles: EnsembleRequest,
  estimator: EstimatorName,
  evaluate: Evaluate,
): Promise<Assessment[]> {
  const layout = layoutOf(ensembles.system);
  const result = await evaluate({ kind: "ensemble", ensembles });
  const { counts, drift } = checkedBy(ensembleResultSchema, result, "evaluate()");
  return counts.map((added, row) => {
    const before = known[row]?.ensemble.distinct;
    const parts = before === undefined ? [added] : [before, added];
    const ensemble = { distinct: mergeDistinct(parts, layout.wordsPerPattern), layout };
    return { measures: ensembleMeasures(ensemble, { estimator }), ensemble, drift: drift[row]! };
  });
}

/**
 * Simulates and measures every individual of `population` on replicates 0, 1, …; individuals that are not yet
 * known to the precision asked for get more replicates, the ones they have are kept.
 *
 * @throws CellfateError `argument.invalid`
 */
export async function assess(
  conditions: EnsembleConditions,
  population: Population,
  precision: Precision,
  estimator: EstimatorName,
  evaluate: Evaluate,
): Promise<Assessment[]> {
  checkPrecision(precision);
  checkEnsembles(conditions, population, precision.replicates);
  checkOneOf(estimator, ESTIMATOR_NAMES, "estimator");
  checkFunction(evaluate, "evaluate");
  const assessments: Assessment[] = [];
  let pending = Array.from({ length: population.individuals }, (_, individual) => individual);
  for (let from = 0, count = precision.replicates; pending.length > 0 && count > 0;) {
    const known = pending.map((individual) => assessments[individual]);
    const ensembles = { ...conditions, population: select(population, pending), replicates: { from, count } };
    const extended = await extendAssessments(known, ensembles, estimator, evaluate);
    pending.forEach((individual, row) => (assessments[individual] = extended[row]!));
    from += count;
    count = Math.min(from, precision.maxReplicates - from);
    pending = pending.filter((individual) => {
      const { standardError } = assessments[individual]!.measures;
      return !((standardError ?? Infinity) <= precision.standardError);
    });
  }
  return assessments;
}
