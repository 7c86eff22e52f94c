/** A gradient of one individual, `[parameter]`, and the sum of the variances of its components; NaN where that is not known. */
export interface MeasuredGradient {
  readonly gradient: Float64Array;
  readonly variance: number;
}

/** Whether an estimate says anything: no component of one that is silent differs from 0. */
function speaks({ gradient }: MeasuredGradient): boolean {
  return gradient.some((slope) => slope !== 0);
}

/**
 * The mean of estimates of the same gradient, weighted by the inverse of their variances, which has the least variance of
 * all weighted means where they are independent. Those that are 0 throughout, which measure no variance either, are left
 * out; where some variance is not known, all weigh the same.
 */
export function combinedGradient(
  estimates: readonly [MeasuredGradient, ...MeasuredGradient[]],
): Float64Array {
  const [first] = estimates;
  const speaking = estimates.filter(speaks);
  const known = speaking.every(({ variance }) => variance > 0 && Number.isFinite(variance));
  const weights = speaking.map(({ variance }) => (known ? 1 / variance : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return first.gradient.map((_, p) =>
    speaking.reduce((sum, { gradient }, i) => sum + (weights[i]! / total) * gradient[p]!, 0),
  );
}
