import { log } from "../../kernels/index.js";

/** Weights and learning rates of CMA-ES, as its tutorial derives them from the sizes. */
export interface CmaRates {
  /** w of the mean, by rank, sum 1. */
  readonly meanWeights: Float64Array;
  /** w of the covariance, by rank; negative ones only where it is active. */
  readonly weights: Float64Array;
  /** μ_eff */
  readonly effective: number;
  /** c_σ, d_σ */
  readonly stepDecay: number;
  readonly damping: number;
  /** c_c, c_1, c_μ */
  readonly pathDecay: number;
  readonly rankOne: number;
  readonly rankMu: number;
  /** E‖N(0, I)‖ */
  readonly expectedLength: number;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const squaresOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
const effectiveOf = (values: Float64Array): number => (sumOf(values) * sumOf(values)) / squaresOf(values);

/**
 * Rates for n parameters and λ individuals, by the tutorial's table 1. A separable covariance has fewer numbers to learn,
 * and learns them (n + 2) / 3 times as fast.
 *
 * @see Hansen, arXiv:1604.00772, eq. 49–58; Ros & Hansen, PPSN X (2008), eq. 7
 */
export function cmaRates(n: number, lambda: number, separable: boolean, active: boolean): CmaRates {
  const raw = Float64Array.from({ length: lambda }, (_, k) => log((lambda + 1) / 2) - log(k + 1)); // (49)
  const positive = raw.subarray(0, Math.trunc(lambda / 2));
  const negative = raw.subarray(positive.length);
  const effective = effectiveOf(positive);
  const stepDecay = (effective + 2) / (n + effective + 5); // (55)
  const damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepDecay;
  const pathDecay = (4 + effective / n) / (n + 4 + (2 * effective) / n); // (56)
  const faster = separable ? (n + 2) / 3 : 1;
  const rankOne = Math.min(1, (faster * 2) / ((n + 1.3) * (n + 1.3) + effective)); // (57)
  const rankMu = Math.min(
    1 - rankOne,
    (faster * 2 * (1 / 4 + effective + 1 / effective - 2)) / ((n + 2) * (n + 2) + effective),
  ); // (58)
  const negativeSum = active
    ? Math.min(
        1 + rankOne / rankMu, // (50)
        1 + (2 * effectiveOf(negative)) / (effective + 2), // (51)
        (1 - rankOne - rankMu) / (n * rankMu), // (52)
      )
    : 0;
  const [ofPositive, ofNegative] = [sumOf(positive), -sumOf(negative)];
  const meanWeights = raw.map((weight) => Math.max(0, weight) / ofPositive);
  return {
    meanWeights,
    weights: raw.map((weight, k) => (weight >= 0 ? meanWeights[k]! : (negativeSum * weight) / ofNegative)), // (53)
    effective,
    stepDecay,
    damping,
    pathDecay,
    rankOne,
    rankMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}
