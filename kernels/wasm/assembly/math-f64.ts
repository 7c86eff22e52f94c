/**
 * The f64 functions of kernels/math/f64.ts, two lanes at once: the same coefficients, the same operations in the same
 * order, so the same bits. Read that file for the mathematics.
 */

/** 1/13!, 1/12!, … 1/2!. */
const INVERSE_FACTORIALS = memory.data<f64>([
  1.0 / 6227020800.0,
  1.0 / 479001600.0,
  1.0 / 39916800.0,
  1.0 / 3628800.0,
  1.0 / 362880.0,
  1.0 / 40320.0,
  1.0 / 5040.0,
  1.0 / 720.0,
  1.0 / 120.0,
  1.0 / 24.0,
  1.0 / 6.0,
  1.0 / 2.0,
]);
/** 1 / ln 2, ½, the two parts of ln 2, 1, and below what e^x is 0. */
const NUMBERS = memory.data<f64>([
  1.4426950408889634, 0.5, 0.6931471803691238, 1.9082149292705877e-10, 1, -745.1332191019412,
]);

/** Number `k` of a list, in both lanes. */
// @ts-ignore: decorator
@inline
function at(list: usize, k: i32): v128 {
  return v128.load64_splat(list + ((<usize>k) << 3));
}

/** 2^k of the i32 in the two low lanes. */
// @ts-ignore: decorator
@inline
function powersOfTwo(k: v128): v128 {
  return i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.add(k, i32x4.splat(1023))), 52);
}

/** e^x of two x ≤ 709. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const k = f64x2.floor(f64x2.add(f64x2.mul(x, at(NUMBERS, 0)), at(NUMBERS, 1)));
  const high = f64x2.sub(x, f64x2.mul(k, at(NUMBERS, 2)));
  const low = f64x2.mul(k, at(NUMBERS, 3));
  const r = f64x2.sub(high, low);
  let sum = at(INVERSE_FACTORIALS, 0);
  for (let i = 1; i < 12; i++) sum = f64x2.add(f64x2.mul(sum, r), at(INVERSE_FACTORIALS, i));
  const reduced = f64x2.sub(high, f64x2.sub(low, f64x2.mul(f64x2.mul(r, r), sum)));
  const whole = i32x4.trunc_sat_f64x2_s_zero(k);
  const half = i32x4.shr_s(whole, 1);
  const scaled = f64x2.mul(f64x2.add(at(NUMBERS, 4), reduced), powersOfTwo(half));
  const power = f64x2.mul(scaled, powersOfTwo(i32x4.sub(whole, half)));
  return v128.andnot(power, f64x2.lt(x, at(NUMBERS, 5)));
}
