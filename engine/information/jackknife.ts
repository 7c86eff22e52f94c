import { checkOneOf } from "../../kernels/check.js";
import { fateCounts, patternCompositions } from "../../kernels/index.js";
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

/** Patterns whose compositions are held at a time, and compositions whose entropy is remembered. */
const CHUNK_PATTERNS = 4096;
const MOST_REMEMBERED = 65_536;

/** S_pat in bits without one replicate, `[distinct]`: one evaluation per distinct composition of fates. */
function patternEntropyWithoutOne({ distinct, layout }: PatternEnsemble): Float64Array {
  const { fates, wordsPerPattern } = layout;
  const totals = new Float64Array(fates);
  fateCounts(distinct, layout).forEach((count, i) => (totals[i % fates]! += count));
  const byComposition = new Map<string, number>();
  const bitsWithout = (composition: Uint32Array): number => {
    const name = composition.join();
    const known = byComposition.get(name);
    if (known !== undefined) return known;
    const bits = plugInOfSpectrum(countSpectrum(totals.map((total, fate) => total - composition[fate]!)));
    if (byComposition.size < MOST_REMEMBERED) byComposition.set(name, bits);
    return bits;
  };
  const bits = new Float64Array(distinct.counts.length);
  for (let from = 0; from < bits.length; from += CHUNK_PATTERNS) {
    const end = Math.min(bits.length, from + CHUNK_PATTERNS);
    const words = distinct.words.subarray(from * wordsPerPattern, end * wordsPerPattern);
    const compositions = patternCompositions(words, layout);
    for (let index = from; index < end; index++) {
      const at = (index - from) * fates;
      bits[index] = bitsWithout(compositions.subarray(at, at + fates));
    }
  }
  return bits;
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
 * An estimator whose jackknife is no measure of its spread is given another's, {@link EntropyEstimator.errorBy}.
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
  const utilities = leaveOneOutUtilities(ensemble, ESTIMATORS[estimator].errorBy ?? estimator);
  if (utilities === null) return null;
  const mean = utilities.reduce((sum, utility, d) => sum + counts[d]! * utility, 0) / replicates;
  const squares = utilities.reduce((sum, u, d) => sum + counts[d]! * (u - mean) * (u - mean), 0);
  return Math.sqrt(((replicates - 1) / replicates) * squares);
}
