import type { MeasuredGradient } from "../combine.js";
import { globalNorm } from "../clip-norm.js";

/** How large an estimate of a gradient is, and how sure. */
export interface EstimateSummary {
  /** Over all parameters, bits per unit of a parameter. */
  readonly norm: number;
  /**
   * The norm over its standard error, by the measured variance of the parts that it is a mean of: about 1 of noise alone. Null
   * where the variance is not known or 0.
   */
  readonly signalToNoise: number | null;
}

/** The summary of an estimate. */
export function estimateSummary({ gradient, variance }: MeasuredGradient): EstimateSummary {
  const norm = globalNorm(gradient);
  return { norm, signalToNoise: variance > 0 ? norm / Math.sqrt(variance) : null };
}

/** The cosine of the angle between two estimates of a gradient; null where one is 0 or missing. */
export function cosineOf(a: MeasuredGradient | null, b: MeasuredGradient | null): number | null {
  if (a === null || b === null) return null;
  const norms = globalNorm(a.gradient) * globalNorm(b.gradient);
  const product = a.gradient.reduce((sum, slope, p) => sum + slope * b.gradient[p]!, 0);
  return norms > 0 ? product / norms : null;
}
