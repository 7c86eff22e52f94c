import { ensembleUtility } from "../../information/ensemble-measures.js";
import type { EstimatorName } from "../../information/entropy-estimators.js";
import { utilityStandardError } from "../../information/jackknife.js";
import type { PatternEnsemble } from "../../information/pattern-ensemble.js";
import { momentsOf } from "../moments.js";

/** What an estimator makes of many ensembles of one law, in bits; null where too few of them have a value. */
export interface Estimates {
  readonly estimator: EstimatorName;
  /** Of the estimated utility, over the ensembles. */
  readonly mean: number | null;
  /** Its standard deviation from ensemble to ensemble. */
  readonly deviation: number | null;
  /** The standard error of `mean`. */
  readonly standardError: number | null;
  /** The share of ensembles in which the estimator has a value. */
  readonly defined: number;
}

function utilitiesOf(estimator: EstimatorName, drawn: readonly PatternEnsemble[]): readonly number[] {
  return drawn.flatMap((ensemble) => ensembleUtility(ensemble, estimator).utility ?? []);
}

/** The {@link Estimates} of ensembles by one estimator. */
export function estimatesOf(estimator: EstimatorName, drawn: readonly PatternEnsemble[]): Estimates {
  const utilities = utilitiesOf(estimator, drawn);
  const count = utilities.length;
  const defined = count / drawn.length;
  if (count === 0) return { estimator, mean: null, deviation: null, standardError: null, defined };
  const { mean, variance } = momentsOf(utilities);
  if (count === 1) return { estimator, mean, deviation: null, standardError: null, defined };
  const deviation = Math.sqrt(variance);
  return { estimator, mean, deviation, standardError: deviation / Math.sqrt(count), defined };
}

/**
 * How often the truth lies within two of the standard errors that an estimator reports, among the ensembles that have one;
 * null where none has.
 */
export function covered(
  estimator: EstimatorName,
  drawn: readonly PatternEnsemble[],
  truth: number,
): number | null {
  const within = drawn.flatMap((ensemble) => {
    const { utility } = ensembleUtility(ensemble, estimator);
    const error = utility === null ? null : utilityStandardError(ensemble, estimator);
    return utility === null || error === null ? [] : Math.abs(utility - truth) <= 2 * error;
  });
  return within.length === 0 ? null : within.filter(Boolean).length / within.length;
}
