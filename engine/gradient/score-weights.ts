import type { EstimatorName } from "../information/entropy-estimators.js";
import { leaveOneOutUtilities } from "../information/jackknife.js";
import { ensembleUtility } from "../information/ensemble-measures.js";
import type { PatternEnsemble } from "../information/pattern-ensemble.js";

/**
 * What the score function weighs each replicate with, `[replicate]`: Û − Û₋ᵣ, its influence on the estimated utility. The
 * sum over replicates of weight·∇ ln p(replicate) is then an unbiased estimate of ∇E[Û], as Û₋ᵣ does not depend on
 * replicate r, and is 0 while all replicates give the same pattern. Null where the estimator has no value without some
 * replicate.
 *
 * @param patterns `[replicate][word]`, whose distinct ones the ensemble holds
 * @see Glynn, "Likelihood ratio gradient estimation for stochastic systems", CACM 33 (1990)
 */
export function scoreWeights(
  patterns: Uint32Array,
  ensemble: PatternEnsemble,
  estimator: EstimatorName,
): Float64Array | null {
  const { distinct, layout } = ensemble;
  const { utility } = ensembleUtility(ensemble, estimator);
  const without = distinct.counts.length === 0 ? null : leaveOneOutUtilities(ensemble, estimator);
  if (utility === null || without === null) return null;
  const words = layout.wordsPerPattern;
  const nameOf = (from: Uint32Array, index: number): string =>
    from.subarray(index * words, (index + 1) * words).join();
  const influence = new Map(Array.from(without, (value, d) => [nameOf(distinct.words, d), utility - value]));
  return Float64Array.from({ length: patterns.length / words }, (_, replicate) => {
    return influence.get(nameOf(patterns, replicate)) ?? NaN;
  });
}
