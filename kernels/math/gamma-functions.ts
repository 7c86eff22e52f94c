import { horner, log, log1p } from "./f64.js";

/*
 * The gamma function's relatives for positive real arguments, f64, the same bits on every machine. Each is
 * brought to an argument ≥ 10 by its recurrence and summed there by its asymptotic series (Abramowitz &
 * Stegun 6.1.41, 6.3.18, 6.4.12; DLMF 5.11), whose terms, Bernoulli numbers over powers of x, are then below
 * a unit in the last place after the last one kept.
 */

/** Where the asymptotic series are used. */
const LARGE = 10;

/** B₂ₖ / (2k(2k − 1)) for k = 1 … 7: Stirling's series in 1/x², times 1/x. */
const STIRLING: readonly number[] = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** B₂ₖ / 2k for k = 1 … 8. */
const DIGAMMA: readonly number[] = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
];
/** B₂ₖ for k = 1 … 8. */
const BERNOULLI: readonly number[] = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
];

/** By how many whole steps x is to be raised to reach {@link LARGE}. */
function stepsToLarge(x: number): number {
  return x >= LARGE ? 0 : Math.ceil(LARGE - x);
}

/**
 * Digamma ψ(x) = d ln Γ(x)/dx for x > 0, NaN otherwise; error ≤ 2e-15·max(1, |ψ(x)|).
 *
 * ψ(x) = ψ(x + 1) − 1/x; ψ(x) ~ ln x − 1/(2x) − Σ B₂ₖ/(2k x²ᵏ).
 */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  const steps = stepsToLarge(x);
  const y = x + steps;
  const square = 1 / (y * y);
  let sum = log(y) - (0.5 / y + square * horner(DIGAMMA, square));
  for (let j = steps - 1; j >= 0; j--) sum -= 1 / (x + j);
  return sum;
}

/**
 * Trigamma ψ₁(x) = dψ(x)/dx for x > 0, NaN otherwise; relative error ≤ 2e-15.
 *
 * ψ₁(x) = ψ₁(x + 1) + 1/x²; ψ₁(x) ~ 1/x + 1/(2x²) + Σ B₂ₖ/x²ᵏ⁺¹.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  const steps = stepsToLarge(x);
  const y = x + steps;
  const square = 1 / (y * y);
  let sum = (1 + 0.5 / y + square * horner(BERNOULLI, square)) / y;
  for (let j = steps - 1; j >= 0; j--) sum += 1 / ((x + j) * (x + j));
  return sum;
}

/**
 * 1 − x·ψ₁(x + 1) for x ≥ 0: falls from 1 at 0 to 0 at ∞, as 1/(2x). Relative error ≤ 1e-14 for all x, which
 * the difference as written loses for large x.
 *
 * x·ψ₁(x + 1) = x·ψ₁(x) − 1/x ~ 1 − 1/(2x) + Σ B₂ₖ/x²ᵏ.
 */
export function trigammaDeficit(x: number): number {
  if (x < LARGE) return 1 - x * trigamma(x + 1);
  const square = 1 / (x * x);
  return 0.5 / x - square * horner(BERNOULLI, square);
}

/**
 * ln(x·(x + 1)⋯(x + n − 1)) = ln Γ(x + n) − ln Γ(x) for x > 0 and an integer n ≥ 0, without the loss of the
 * difference of two large numbers: error ≤ 4e-16·(n + 1)·max(1, |ln x|, ln(x + n)). `logRisingFactorial(1,
 * n)` is ln n!. NaN otherwise.
 *
 * For large x, (x − ½)·ln(1 + n/x) + n·(ln(x + n) − 1) plus the difference of Stirling's series.
 */
export function logRisingFactorial(x: number, n: number): number {
  if (!(x > 0 && n >= 0 && Number.isInteger(n))) return NaN;
  const steps = Math.min(n, stepsToLarge(x));
  let product = 1;
  for (let j = 0; j < steps; j++) product *= x + j;
  const from = x + steps;
  const rest = n - steps;
  if (rest === 0) return log(product);
  const to = x + n;
  const series = horner(STIRLING, 1 / (to * to)) / to - horner(STIRLING, 1 / (from * from)) / from;
  return log(product) + ((from - 0.5) * log1p(rest / from) + rest * (log(to) - 1) + series);
}
