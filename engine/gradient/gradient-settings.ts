import type { ClipDerivative } from "../../kernels/index.js";
import type { SoftSettings } from "./pathwise.js";

/**
 * How the gradient of the utility is estimated.
 *
 * - `pathwise`: of the soft utility, through the states; low in variance.
 * - `score-function`: of the utility itself, by the likelihood of the noise; unbiased, and 0 while all replicates agree.
 * - `combined`: the mean of both, weighted by the inverse of their measured variances.
 */
export const GRADIENT_ESTIMATORS = ["pathwise", "score-function", "combined"] as const;
export type GradientEstimator = (typeof GRADIENT_ESTIMATORS)[number];

/** What a strategy asks of a generation's gradient. */
export interface GradientSettings extends SoftSettings {
  readonly estimator: GradientEstimator;
  /** The derivative of the clip to [0, 1]. */
  readonly clip: ClipDerivative;
  /** What the noise strength and the duration are multiplied by in this generation, > 0. */
  readonly noise: number;
  readonly duration: number;
}

/** The passes over the replicates that an estimator takes beside the simulation. */
export function passesOf(estimator: GradientEstimator): readonly ("pathwise" | "score")[] {
  if (estimator === "combined") return ["pathwise", "score"];
  return [estimator === "pathwise" ? "pathwise" : "score"];
}
