import { checkOneOf } from "../../kernels/check.js";
import { patternCompositions } from "../../kernels/index.js";
import { patternCategories } from "./categories.js";
import { countSpectrum, withoutOne } from "./count-spectrum.js";
import {
  ESTIMATOR_NAMES,
  estimateFromSpectrum,
  ESTIMATORS,
  type EstimatorName,
} from "./entropy-estimators.js";
import { plugInOfSpectrum } from "./estimators/plug-in.js";
import { checkEnsemble, type PatternEnsemble } from "./pattern-ensemble.js";

/** H[P(z)] in bits without one replicate, by how often that replicate's pattern occurs. */
function entropyWithoutOne(
  { distinct, layout }: PatternEnsemble,
  estimator: EstimatorName,
): Map<number, number | null> {
  const spectrum = countSpectrum(distinct.counts);
  const categories = patternCategories(layout.cells, layout.fates);
  const bits =
    ESTIMATORS[estimator].withoutOne?.(spectrum, categories) ??
    Array.from(
      spectrum.values,
      (_, i) => estimateFromSpectrum(withoutOne(spectrum, i), { estimator, categories }).bits,
    );
  return new Map(bits.map((value, i) => [spectrum.values[i]!, value]));
}

/** S_pat in bits without one replicate, `[distinct]`: one evaluation per distinct composition of fates. */
function patternEntropyWithoutOne({ distinct, layout }: PatternEnsemble): Float64Array {
  const { fates } = layout;
  const compositions = patternCompositions(distinct.words, layout);
  const totals = new Float64Array(fates);
  for (let i = 0; i < compositions.length; i++) {
    totals[i % fates]! += compositions[i]! * distinct.counts[Math.trunc(i / fates)]!;
  }
  const byComposition = new Map<string, number>();
  return Float64Array.from(distinct.counts, (_, index) => {
    const composition = compositions.subarray(index * fates, (index + 1) * fates);
    const name = composition.join();
    let bits = byComposition.get(name);
    if (bits === undefined) {
      bits = plugInOfSpectrum(countSpectrum(totals.map((total, fate) => total - composition[fate]!)));
      byComposition.set(name, bits);
    }
    return bits;
  });
}

/**
 * The utility estimated without one replicate, in bits, for a replicate of each distinct pattern:
 * `[distinct]`. Null where the estimator has no value without some replicate, or there is only one replicate.
 *
 * R·(Û − Û₋ᵣ) is the influence of replicate r on Û; its spread gives the standard error.
 *
 * @throws CellfateError `information.no-patterns`, `argument.invalid`
 */
export function leaveOneOutUtilities(
  ensemble: PatternEnsemble,
  estimator: EstimatorName = "plug-in",
): Float64Array | null {
  checkEnsemble(ensemble);
  checkOneOf(estimator, ESTIMATOR_NAMES, "estimator");
  const { counts } = ensemble.distinct;
  const byCount = entropyWithoutOne(ensemble, estimator);
  if ([...byCount.values()].includes(null)) return null;
  const patternEntropy = patternEntropyWithoutOne(ensemble);
  return Float64Array.from(
    counts,
    (count, d) => patternEntropy[d]! - (byCount.get(count) ?? NaN) / ensemble.layout.cells,
  );
}

/**
 * The standard error of the estimated utility, in bits, by the jackknife over replicates (Efron & Stein
 * 1981): √[(R − 1)/R · Σ_r (Û₋ᵣ − mean)²], replicates with the same pattern in one term.
 *
 * Where all replicates agree the jackknife says 0, which R replicates cannot show; 3/R is given instead, the
 * 95 % bound on the probability of a pattern never seen in R replicates. Null where {@link
 * leaveOneOutUtilities} is.
 *
 * @throws CellfateError `information.no-patterns`, `argument.invalid`
 */
export function utilityStandardError(
  ensemble: PatternEnsemble,
  estimator: EstimatorName = "plug-in",
): number | null {
  checkEnsemble(ensemble);
  checkOneOf(estimator, ESTIMATOR_NAMES, "estimator");
  const { counts } = ensemble.distinct;
  const replicates = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length === 1) return 3 / replicates;
  const utilities = leaveOneOutUtilities(ensemble, estimator);
  if (utilities === null) return null;
  const mean = utilities.reduce((sum, utility, d) => sum + counts[d]! * utility, 0) / replicates;
  const squares = utilities.reduce((sum, u, d) => sum + counts[d]! * (u - mean) * (u - mean), 0);
  return Math.sqrt(((replicates - 1) / replicates) * squares);
}
