/**
 * The f32 functions of kernels/math/f32.ts, four lanes at once: the same coefficients, the same operations in
 * the same order, so the same bits. Read that file for the mathematics.
 *
 * Numbers needed in a loop are broadcast from memory, one instruction; engines make a constant vector anew in
 * every iteration, in three to five.
 */

/** P of the logarithm, the last coefficient first. */
const LOG = memory.data<f32>([
  0.08700436353683472, -0.14267486333847046, 0.14914767444133759, -0.1657758504152298, 0.19963063299655914,
  -0.2500133812427521, 0.3333390951156616,
]);
/** 2 · (the two parts of ln 2): the low part, and the high part negated. */
const TWICE_LN2 = memory.data<f32>([-4.24388880109381166e-4, -1.38671875]);
const SIN = memory.data<f32>([-75.39356231689453, 81.59235382080078, -41.3416633605957, 6.2831854820251465]);
const COS = memory.data<f32>([-83.62918853759766, 64.92242431640625, -19.73916244506836]);
const TANH_NUMERATOR = memory.data<f32>([
  1.3354982009161631e-8, 2.0609339117072523e-5, 0.0034956049639731646, 0.1338104009628296,
]);
const TANH_DENOMINATOR = memory.data<f32>([
  7.77669697527017e-7, 0.00032856615143828094, 0.025877047330141068, 0.46714356541633606,
]);
/** Limits of tanh's argument, and 1. */
const TANH_RANGE = memory.data<f32>([9, -9]);
const UNITS = memory.data<f32>([1, 5.9604644775390625e-8]);

const SQRT_HALF_BITS = 0x3f3504f3;
/** The bits of √½; those of √½·2²⁴; a mantissa's. */
const LOG_BITS = memory.data<i32>([SQRT_HALF_BITS, SQRT_HALF_BITS + (24 << 23), 0x7fffff]);

/** Number `k` of a list, in all lanes. */
// @ts-ignore: decorator
@inline
function at(list: usize, k: i32): v128 {
  return v128.load32_splat(list + ((<usize>k) << 2));
}

/** One Horner step: sum·x + c. */
// @ts-ignore: decorator
@inline
function horner(sum: v128, x: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(sum, x), c);
}

// @ts-ignore: decorator
@inline
export function one(): v128 {
  return at(UNITS, 0);
}

/** 2⁻²⁴. */
// @ts-ignore: decorator
@inline
export function unit(): v128 {
  return at(UNITS, 1);
}

/**
 * −2·ln(x·2⁻²⁴) for 1 ≤ x ≤ 2²⁴. Both powers of two are moved into constants, the first with the sign: that is
 * exact, so the bits are those of −2·`log`.
 */
// @ts-ignore: decorator
@inline
export function minusTwoLogOfUnits(x: v128): v128 {
  const shifted = i32x4.sub(x, at(LOG_BITS, 1));
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const m = i32x4.add(v128.and(shifted, at(LOG_BITS, 2)), at(LOG_BITS, 0));
  const y = f32x4.sub(m, one());
  const square = f32x4.mul(y, y);
  const twice = f32x4.add(y, y);
  let p = horner(at(LOG, 0), y, at(LOG, 1));
  p = horner(p, y, at(LOG, 2));
  p = horner(p, y, at(LOG, 3));
  p = horner(p, y, at(LOG, 4));
  p = horner(p, y, at(LOG, 5));
  p = horner(p, y, at(LOG, 6));
  let tail = f32x4.mul(f32x4.mul(square, twice), p);
  tail = f32x4.add(tail, f32x4.mul(exponent, at(TWICE_LN2, 0)));
  tail = f32x4.sub(tail, square);
  return f32x4.sub(f32x4.mul(exponent, at(TWICE_LN2, 1)), f32x4.add(twice, tail));
}

/** sin(2πr), |r| ≤ 1/8. */
// @ts-ignore: decorator
@inline
export function sinWithin(r: v128, square: v128): v128 {
  let p = horner(at(SIN, 0), square, at(SIN, 1));
  p = horner(p, square, at(SIN, 2));
  p = horner(p, square, at(SIN, 3));
  return f32x4.mul(r, p);
}

/** cos(2πr), |r| ≤ 1/8. */
// @ts-ignore: decorator
@inline
export function cosWithin(square: v128): v128 {
  let p = horner(at(COS, 0), square, at(COS, 1));
  p = horner(p, square, at(COS, 2));
  return f32x4.add(f32x4.mul(square, p), one());
}

// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const clipped = f32x4.pmax(f32x4.pmin(x, at(TANH_RANGE, 0)), at(TANH_RANGE, 1));
  const square = f32x4.mul(clipped, clipped);
  let p = horner(at(TANH_NUMERATOR, 0), square, at(TANH_NUMERATOR, 1));
  p = horner(p, square, at(TANH_NUMERATOR, 2));
  p = horner(p, square, at(TANH_NUMERATOR, 3));
  p = horner(p, square, one());
  let q = horner(at(TANH_DENOMINATOR, 0), square, at(TANH_DENOMINATOR, 1));
  q = horner(q, square, at(TANH_DENOMINATOR, 2));
  q = horner(q, square, at(TANH_DENOMINATOR, 3));
  q = horner(q, square, one());
  return f32x4.div(f32x4.mul(clipped, p), q);
}
