/**
 * Elementary functions in f64 that give the same bits on every machine: only +, −, ×, ÷, floor and access
 * to the bits of a number, in a fixed order. The polynomials are Taylor series cut where the rest is below
 * a quarter of a unit in the last place, so every coefficient can be read off.
 *
 * The logarithms are straight-line code, to be repeated operation by operation in AssemblyScript:
 *
 * 1. x = m·2^e with m ∈ [√½, √2). Subnormals are scaled by 2⁵⁴ first. With h the upper word of x,
 *    e = (h − 0x3fe6a09e) >> 20 and the upper word of m is ((h − 0x3fe6a09e) & 0xfffff) + 0x3fe6a09e.
 * 2. f = m − 1 (exact), s = f / (2 + f), z = s·s, and R = 2z/3 + 2z²/5 + … + 2z¹⁰/21 by Horner's rule
 *    from the last coefficient down. Since ln m = 2 artanh s = 2s + s·R and 2s = f − s·f,
 *    ln m = f − s·(f − R).
 * 3. log: e·LN2_HIGH + (ln m + e·LN2_LOW), where e·LN2_HIGH is exact. log2: e + ln m · (1 / ln 2), which
 *    is exact for powers of two, where ln m = 0.
 */

/** The first 33 bits of ln 2, so that a product with an exponent is exact, and the rest. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1 / ln 2: bits in a nat. */
export const BITS_PER_NAT = 1.4426950408889634;

/** The upper word of √½. */
const SQRT_HALF_HIGH = 0x3fe6a09e;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/** 2/3, 2/5, … 2/21; the first term left out, 2z¹¹/23 at z = 0.0295, is 1.3e-18. */
const ARTANH: readonly number[] = [
  2 / 3,
  2 / 5,
  2 / 7,
  2 / 9,
  2 / 11,
  2 / 13,
  2 / 15,
  2 / 17,
  2 / 19,
  2 / 21,
];
/** 1/2!, 1/3!, … 1/13!; the first term left out, r¹⁴/14! at r = ½ ln 2, is 4.2e-18. */
const INVERSE_FACTORIALS: readonly number[] = [
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
];

const view = new DataView(new ArrayBuffer(8));

/** `c[0] + x·(c[1] + x·(…))`, Horner's order. */
export function horner(coefficients: readonly number[], x: number): number {
  let sum = coefficients[coefficients.length - 1]!;
  for (let k = coefficients.length - 2; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}

/** Splits a positive, finite, normal x = m·2^e, m ∈ [√½, √2): leaves m in `view`, returns e. */
function splitExponent(x: number): number {
  view.setFloat64(0, x);
  const shifted = view.getUint32(0) - SQRT_HALF_HIGH;
  view.setUint32(0, (shifted & 0xfffff) + SQRT_HALF_HIGH);
  return shifted >> 20;
}

/** ln m of the m ∈ [√½, √2) that {@link splitExponent} left in `view`. */
function logMantissa(): number {
  const f = view.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  return f - s * (f - z * horner(ARTANH, z));
}

/** What a logarithm gives where it is not a finite number: −∞ at 0, NaN below and for NaN, ∞ at ∞. */
function logLimit(x: number): number {
  if (x === 0) return -Infinity;
  return x > 0 ? x : NaN;
}

/** Natural logarithm of any f64; error below 1.5 units in the last place, exactly 0 at 1. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return logLimit(x);
  const subnormal = x < SMALLEST_NORMAL;
  const exponent = splitExponent(subnormal ? x * TWO_54 : x) - (subnormal ? 54 : 0);
  return exponent * LN2_HIGH + (logMantissa() + exponent * LN2_LOW);
}

/** Binary logarithm of any f64; error below 2 units in the last place, exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return logLimit(x);
  const subnormal = x < SMALLEST_NORMAL;
  const exponent = splitExponent(subnormal ? x * TWO_54 : x) - (subnormal ? 54 : 0);
  return exponent + logMantissa() * BITS_PER_NAT;
}

/**
 * ln(1 + x), accurate also where 1 + x loses digits of x; error below 3 units in the last place.
 *
 * With u = 1 + x as rounded, ln(u)·x/(u − 1): the error of u cancels (Kahan).
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  if (!(u > 0 && u < Infinity)) return logLimit(u);
  return log(u) * (x / (u - 1));
}

const LEAST_EXPONENT = -1022;
/** 2^k for k from −1022 to 1023, each half of the one after it: reading one is faster than making it of its bits. */
const POWERS_OF_TWO = new Float64Array(2046);
POWERS_OF_TWO[0] = SMALLEST_NORMAL;
for (let i = 1; i < POWERS_OF_TWO.length; i++) POWERS_OF_TWO[i] = 2 * POWERS_OF_TWO[i - 1]!;

/** 2^k for an integer k ∈ [−1022, 1023]. */
function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k - LEAST_EXPONENT]!;
}

/** e^(x − k·ln 2) − 1 for an integer k with |x − k·ln 2| ≤ ½ ln 2, the product in two parts. */
function expReduced(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return high - (low - r * r * horner(INVERSE_FACTORIALS, r));
}

/** e^x of any f64; error below 1 unit in the last place, exactly 1 at 0; 0 and ∞ beyond the range of f64. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * BITS_PER_NAT + 0.5);
  const half = k >> 1;
  // In two steps: 2^k alone is out of range at both ends, and only the second product rounds.
  return (1 + expReduced(x, k)) * powerOfTwo(half) * powerOfTwo(k - half);
}

/** e^x − 1, accurate also near 0; error below 3 units in the last place. */
export function expm1(x: number): number {
  if (!(x > -40 && x < 40)) return exp(x) - 1;
  const k = Math.floor(x * BITS_PER_NAT + 0.5);
  const scale = powerOfTwo(k);
  return scale * expReduced(x, k) + (scale - 1);
}

/** The logistic function 1 / (1 + e^−x); accurate in both tails, error below 3 units in the last place. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
