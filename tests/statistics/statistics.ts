/*
 * What the statistical tests share. Seeds are fixed, so a test that passes once passes always; the false-alarm
 * rate that each test states is the chance that a *correct* program would have failed it at a seed drawn anew.
 */

/** Two-sided false-alarm rate of a |z| > {@link MAX_Z} test of a normal statistic: 5.7e-7. */
export const MAX_Z = 5;

/**
 * √n·D beyond which Kolmogorov and Smirnov's test fails: for large n, P(√n·D > x) ≤ 2·exp(−2x²), here 1e-6.
 */
export const MAX_KOLMOGOROV = Math.sqrt(Math.log(2e6) / 2);

/** √n·D of `sample` against the distribution function `cdf`, D the largest distance of the empirical one. */
export function kolmogorov(sample: Float32Array, cdf: (x: number) => number): number {
  const sorted = sample.toSorted();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  });
  return Math.sqrt(n) * distance;
}

/**
 * Φ(x), the standard normal distribution function, to 1e-15: Marsaglia's series Φ = ½ + φ·(x + x³/3 + x⁵/15 + …)
 * for |x| < 6.5, beyond which it is 0 or 1 to 4e-11.
 *
 * @see Marsaglia, J. Stat. Software 11(4), 2004
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 6.5) return x < 0 ? 0 : 1;
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** The mean of n independent values of known standard deviation. */
export function meanOf(values: Iterable<number>): Estimate {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    n++;
    const delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
  }
  return { value: mean, standardError: Math.sqrt(squares / (n - 1) / n) };
}

/** How many standard errors an estimate is off. */
export function zScore({ value, standardError }: Estimate, expected: number): number {
  return (value - expected) / standardError;
}

/** The slope of log |error| against log step by least squares, its standard error from those of the errors. */
export function orderOf(steps: readonly number[], errors: readonly Estimate[]): Estimate {
  const x = steps.map(Math.log);
  const centre = x.reduce((a, b) => a + b, 0) / x.length;
  const spread = x.reduce((sum, xi) => sum + (xi - centre) ** 2, 0);
  const weights = x.map((xi) => (xi - centre) / spread);
  const relative = errors.map(({ value, standardError }) => standardError / Math.abs(value));
  return {
    value: errors.reduce((sum, { value }, i) => sum + weights[i]! * Math.log(Math.abs(value)), 0),
    standardError: Math.sqrt(relative.reduce((sum, r, i) => sum + (weights[i]! * r) ** 2, 0)),
  };
}
