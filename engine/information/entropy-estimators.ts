import { checkNumberArray, checkObject, checkOneOf } from "../../kernels/check.js";
import { type Categories, resolveCategories } from "./categories.js";
import { type CountSpectrum, countSpectrum } from "./count-spectrum.js";
import { chaoShenEntropy } from "./estimators/chao-shen.js";
import { grassbergerEntropy } from "./estimators/grassberger.js";
import { jamesSteinEntropy } from "./estimators/james-stein.js";
import { millerMadowEntropy } from "./estimators/miller-madow.js";
import { nsbEntropiesWithoutOne, nsbEntropy } from "./estimators/nsb.js";
import { plugInOfSpectrum } from "./estimators/plug-in.js";

/** The estimators of an entropy from counts, from the simplest to the costliest. */
export const ESTIMATOR_NAMES = [
  "plug-in",
  "miller-madow",
  "grassberger",
  "chao-shen",
  "james-stein",
  "nsb",
] as const;

/** The name of an estimator, as configurations and results have it. */
export type EstimatorName = (typeof ESTIMATOR_NAMES)[number];

/** An entropy in bits, or why the sample has none under this estimator. */
export type EntropyEstimate = { readonly bits: number } | { readonly bits: null; readonly reason: string };

/** An estimator: what it is, for the documentation, and how it is computed. */
export interface EntropyEstimator {
  readonly title: string;
  /** In nats; p̂ = n_k/n, K_obs categories seen, f1 of them once. */
  readonly formula: string;
  readonly source: string;
  /** What it does with few samples, in a phrase. */
  readonly character: string;
  /** When there is no estimate. */
  readonly undefinedWhen: string;
  /** The estimate from n ≥ 1 observations; `categories` undefined where K is unknown. */
  readonly estimate: (spectrum: CountSpectrum, categories: Categories | undefined) => EntropyEstimate;
  /**
   * The estimates in bits without one observation, `[value]`: of a category counted `spectrum.values[value]`
   * times. Only where that is cheaper than as many estimates.
   */
  readonly withoutOne?: (
    spectrum: CountSpectrum,
    categories: Categories | undefined,
  ) => readonly (number | null)[];
  /** By whose jackknife its standard error is given; its own where this is left out. */
  readonly errorBy?: EstimatorName;
}

const NO_OBSERVATIONS = "no observations";
const ENDLESS: Categories = { logCategories: Infinity };

/** All estimators: the table in docs/estimators.md, the tests and {@link estimateEntropy} go by it. */
export const ESTIMATORS: Readonly<Record<EstimatorName, EntropyEstimator>> = {
  "plug-in": {
    title: "plug-in (maximum likelihood)",
    formula: "−Σ p̂ ln p̂",
    source: "Shannon 1948",
    character: "biased downwards, at most ln n; the smallest variance",
    undefinedWhen: NO_OBSERVATIONS,
    estimate: (spectrum) => ({ bits: plugInOfSpectrum(spectrum) }),
  },
  "miller-madow": {
    title: "Miller–Madow",
    formula: "plug-in + (K_obs − 1)/(2n)",
    source: "Miller 1955",
    character: "right to first order in 1/n once every category has been seen; otherwise still far too low",
    undefinedWhen: NO_OBSERVATIONS,
    estimate: (spectrum) => ({ bits: millerMadowEntropy(spectrum) }),
  },
  grassberger: {
    title: "Grassberger 2003",
    formula: "ln n − (1/n) Σ n_k G(n_k), G(m) = ψ(m) + ½(−1)^m [ψ((m+1)/2) − ψ(m/2)]",
    source: "Grassberger 2003, arXiv physics/0307138, eq. 35",
    character: "small bias at little cost in variance while n is not far below the number of likely patterns",
    undefinedWhen: NO_OBSERVATIONS,
    estimate: (spectrum) => ({ bits: grassbergerEntropy(spectrum) }),
    // G alternates with the parity of a count: one replicate less changes it more than chance changes the estimate. To
    // first order the spread is Miller–Madow's; docs/standard-errors.md.
    errorBy: "miller-madow",
  },
  "chao-shen": {
    title: "Chao–Shen (coverage-adjusted)",
    formula: "−Σ p̃ ln p̃ / (1 − (1 − p̃)^n), p̃ = (1 − f1/n) p̂; f1 = n is taken as n − 1",
    source: "Chao & Shen 2003, Environmental and Ecological Statistics 10:429",
    character: "small bias with many rare patterns, large variance when almost all are singletons",
    undefinedWhen: NO_OBSERVATIONS,
    estimate: (spectrum) => ({ bits: chaoShenEntropy(spectrum) }),
  },
  "james-stein": {
    title: "James–Stein shrinkage",
    formula: "−Σ p* ln p*, p* = λ/K + (1 − λ) p̂, λ = clip((1 − Σp̂²)/((n − 1) Σ(1/K − p̂)²), 0, 1)",
    source: "Hausser & Strimmer 2009, JMLR 10:1469",
    character: "drawn towards ln K: too high for a few likely patterns among very many possible ones",
    undefinedWhen: "n = 1, or K unknown or unlimited",
    estimate: (spectrum, categories) => {
      if (spectrum.total < 2) return { bits: null, reason: "James–Stein shrinkage needs two observations." };
      const known = categories === undefined ? undefined : resolveCategories(categories, spectrum.observed);
      if (known === undefined || known.log === Infinity) {
        return { bits: null, reason: "James–Stein shrinkage needs the number of categories." };
      }
      return { bits: jamesSteinEntropy(spectrum, known) };
    },
  },
  nsb: {
    title: "Nemenman–Shafee–Bialek",
    formula:
      "the posterior mean under a mixture of Dirichlet priors that makes the prior of H nearly flat; K unknown: K → ∞",
    source: "Nemenman, Shafee & Bialek 2002, NIPS 14; Nemenman 2011, Entropy 13:2013 (K → ∞)",
    character: "works from coincidences, so from n ≈ 2^(H/2) on; the choice when patterns are very many",
    undefinedWhen: "no coincidence: every category seen was seen once",
    estimate: (spectrum, categories) => {
      const known = resolveCategories(categories ?? ENDLESS, spectrum.observed);
      if (spectrum.total === spectrum.observed) {
        return { bits: null, reason: "NSB needs a coincidence, but nothing was seen twice." };
      }
      return { bits: nsbEntropy(spectrum, known) };
    },
    withoutOne: (spectrum, categories) =>
      nsbEntropiesWithoutOne(spectrum, resolveCategories(categories ?? ENDLESS, spectrum.observed)),
  },
};

/** How an entropy is to be estimated. */
export interface EstimatorOptions {
  /** Default `plug-in`. */
  readonly estimator?: EstimatorName;
  /**
   * K, seen or not, for the estimators that use it: `james-stein` needs it, `nsb` takes it as unlimited
   * without.
   */
  readonly categories?: Categories;
}

/** The entropy, in bits, of what a {@link CountSpectrum} is a sample of. */
export function estimateFromSpectrum(
  spectrum: CountSpectrum,
  { estimator = "plug-in", categories }: EstimatorOptions = {},
): EntropyEstimate {
  if (spectrum.total === 0) return { bits: null, reason: "There are no observations." };
  return ESTIMATORS[estimator].estimate(spectrum, categories);
}

/**
 * The entropy, in bits, of the distribution that `counts` are a sample of, or the reason why there is none.
 *
 * `counts`: how often each category was seen, one entry a category, in any order; zeros make no difference.
 * The bits of the result depend on neither order nor zeros.
 *
 * @throws CellfateError `information.bad-count`, `information.bad-categories`, `argument.invalid`
 */
export function estimateEntropy(counts: ArrayLike<number>, options: EstimatorOptions = {}): EntropyEstimate {
  checkNumberArray(counts, "counts");
  checkObject(options, "options");
  const { estimator = "plug-in", categories } = options;
  checkOneOf(estimator, ESTIMATOR_NAMES, "options.estimator");
  // Whether or not the estimator uses it.
  if (categories !== undefined) resolveCategories(categories, 0);
  return estimateFromSpectrum(countSpectrum(counts), options);
}

/** {@link estimateEntropy} without the reason: bits, or null where there is no estimate. */
export function entropyFromCounts(counts: ArrayLike<number>, options: EstimatorOptions = {}): number | null {
  return estimateEntropy(counts, options).bits;
}
