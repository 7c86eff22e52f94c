import { checkObject, checkOneOf } from "../../kernels/check.js";
import { fateCounts, type PatternLayout, plugInEntropy } from "../../kernels/index.js";
import { patternCategories } from "./categories.js";
import { countSpectrum } from "./count-spectrum.js";
import {
  type EntropyEstimate,
  ESTIMATOR_NAMES,
  estimateFromSpectrum,
  type EstimatorName,
} from "./entropy-estimators.js";
import { plugInOfSpectrum } from "./estimators/plug-in.js";
import { utilityStandardError } from "./jackknife.js";
import { checkEnsemble, ensembleOfPatterns, type PatternEnsemble } from "./pattern-ensemble.js";

/**
 * What an ensemble of R patterns of N cells with Z fates says about the law P(z) it was drawn from; entropies
 * in bits. P_i is the law of cell i's fate, P_Z = (1/N) Σ_i P_i. Nothing is clipped: with an estimator other
 * than plug-in, a utility or an information may come out below 0 or above its bound.
 *
 * Null stands where the estimator has no value for the sample.
 *
 * Source: Brückner & Tkačik 2024, PNAS 121(23) e2322326121.
 */
export interface EnsembleMeasures {
  /** U = S_pat − S_rep, 0 … log2 Z. */
  readonly utility: number | null;
  /** Of the utility, by the jackknife over replicates; 3/R where all replicates agree. */
  readonly standardError: number | null;
  /** What H[P(z)] was estimated by. */
  readonly estimator: EstimatorName;
  /** S_pat = H[P_Z], plug-in. */
  readonly patternEntropy: number;
  /** S_rep = H[P(z)] / N. */
  readonly reproducibilityEntropy: number | null;
  /** S_cf = (1/N) Σ_i H[P_i], the entropy a cell would have without correlations, plug-in. */
  readonly cellEntropy: number;
  /** PI = S_pat − S_cf: what the position says about the fate. */
  readonly positionalInformation: number;
  /** CI = S_cf − S_rep: what the cells say about each other. */
  readonly correlationalInformation: number | null;
  readonly distinctPatterns: number;
  /**
   * 1 − f1/R, f1 the patterns seen once: about the probability that the next replicate shows a pattern seen
   * before.
   */
  readonly coverage: number;
  /** R */
  readonly replicates: number;
  /** N */
  readonly cells: number;
  /** Z */
  readonly fates: number;
  /** By each estimator H[P(z)], not divided by N, and the utility that follows. */
  readonly estimators: Readonly<
    Record<EstimatorName, { readonly wholePatternEntropy: number; readonly utility: number } | null>
  >;
}

/** S_pat in bits, from how many replicates have each fate in each cell, `[cell][fate]`. */
function pooledEntropy(perCell: ArrayLike<number>, fates: number): number {
  const totals = new Float64Array(fates);
  for (let i = 0; i < perCell.length; i++) totals[i % fates]! += perCell[i]!;
  return plugInOfSpectrum(countSpectrum(totals));
}

/** S_cf in bits, from the same. */
function meanCellEntropy(perCell: Uint32Array, { cells, fates }: PatternLayout): number {
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) {
    sum += plugInEntropy(perCell.subarray(cell * fates, (cell + 1) * fates));
  }
  return sum / cells;
}

/**
 * The measures of an ensemble of patterns.
 *
 * `patterns`: strings of one digit a cell, one a replicate, at least one; or distinct patterns with their
 * counts. `options.estimator`: of H[P(z)], default `plug-in`. `options.fates`: Z for strings, by default the
 * fewest, at least two, that the digits need; it enters only through Zᴺ, the number of possible patterns.
 *
 * The result does not depend on the order of the replicates, to the last bit.
 *
 * @throws CellfateError `information.no-patterns`, `information.bad-pattern`, `argument.invalid`
 */
export function ensembleMeasures(
  patterns: readonly string[] | PatternEnsemble,
  options: { readonly estimator?: EstimatorName; readonly fates?: number } = {},
): EnsembleMeasures {
  checkObject(patterns, "patterns");
  checkObject(options, "options");
  const { estimator = "plug-in" } = options;
  checkOneOf(estimator, ESTIMATOR_NAMES, "options.estimator");
  const ensemble =
    Array.isArray(patterns) || !("distinct" in patterns)
      ? ensembleOfPatterns(patterns, options.fates)
      : patterns;
  checkEnsemble(ensemble);
  const { distinct, layout } = ensemble;
  const { cells, fates } = layout;
  const spectrum = countSpectrum(distinct.counts);
  const perCell = fateCounts(distinct, layout);
  const patternEntropy = pooledEntropy(perCell, fates);
  const cellEntropy = meanCellEntropy(perCell, layout);
  const categories = patternCategories(cells, fates);
  const byEstimator = (name: EstimatorName): EnsembleMeasures["estimators"][EstimatorName] => {
    const { bits } = estimateFromSpectrum(spectrum, { estimator: name, categories });
    return bits === null ? null : { wholePatternEntropy: bits, utility: patternEntropy - bits / cells };
  };
  const estimators: EnsembleMeasures["estimators"] = {
    "plug-in": byEstimator("plug-in"),
    "miller-madow": byEstimator("miller-madow"),
    grassberger: byEstimator("grassberger"),
    "chao-shen": byEstimator("chao-shen"),
    "james-stein": byEstimator("james-stein"),
    nsb: byEstimator("nsb"),
  };
  const chosen = estimators[estimator];
  const reproducibilityEntropy = chosen === null ? null : chosen.wholePatternEntropy / cells;
  const singletons = spectrum.values[0] === 1 ? spectrum.multiplicities[0]! : 0;
  return {
    utility: chosen === null ? null : chosen.utility,
    standardError: chosen === null ? null : utilityStandardError(ensemble, estimator),
    estimator,
    patternEntropy,
    reproducibilityEntropy,
    cellEntropy,
    positionalInformation: patternEntropy - cellEntropy,
    correlationalInformation: reproducibilityEntropy === null ? null : cellEntropy - reproducibilityEntropy,
    distinctPatterns: spectrum.observed,
    coverage: 1 - singletons / spectrum.total,
    replicates: spectrum.total,
    cells,
    fates,
    estimators,
  };
}

/** The utility of an ensemble and the two entropies it is the difference of: what a fitness needs. */
export type EnsembleUtility = Pick<EnsembleMeasures, "utility" | "patternEntropy" | "reproducibilityEntropy">;

/** H[P(z)] by one estimator; by plug-in, the usual one, without leaving the kernels. */
function wholePatternEntropy(
  { distinct, layout }: PatternEnsemble,
  estimator: EstimatorName,
): EntropyEstimate {
  if (estimator === "plug-in") return { bits: plugInEntropy(distinct.counts) };
  const categories = patternCategories(layout.cells, layout.fates);
  return estimateFromSpectrum(countSpectrum(distinct.counts), { estimator, categories });
}

/**
 * The utility by one estimator, without its error: cheap, for the fitness of an individual, and the same bits
 * as {@link ensembleMeasures} gives. Null where the estimator has no value for the sample.
 *
 * @throws CellfateError `information.no-patterns`, `argument.invalid`
 */
export function ensembleUtility(
  ensemble: PatternEnsemble,
  estimator: EstimatorName = "plug-in",
): EnsembleUtility {
  checkEnsemble(ensemble);
  checkOneOf(estimator, ESTIMATOR_NAMES, "estimator");
  const { distinct, layout } = ensemble;
  const { bits } = wholePatternEntropy(ensemble, estimator);
  const patternEntropy = pooledEntropy(fateCounts(distinct, layout), layout.fates);
  if (bits === null) return { utility: null, patternEntropy, reproducibilityEntropy: null };
  const reproducibilityEntropy = bits / layout.cells;
  return { utility: patternEntropy - reproducibilityEntropy, patternEntropy, reproducibilityEntropy };
}
