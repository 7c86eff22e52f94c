/**
 * The f32 functions of kernels/math/f32.ts, four lanes at once: the same coefficients, the same operations in
 * the same order, so the same bits. Read that file for the mathematics.
 */

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** One Horner step: sum·x + c. */
// @ts-ignore: decorator
@inline
function horner(sum: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(sum, x), splat(c));
}

// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const sqrtHalf = i32x4.splat(0x3f3504f3);
  const shifted = i32x4.sub(x, sqrtHalf);
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), sqrtHalf);
  const y = f32x4.sub(m, splat(1));
  const square = f32x4.mul(y, y);
  let p = horner(splat(0.08700436353683472), y, -0.14267486333847046);
  p = horner(p, y, 0.14914767444133759);
  p = horner(p, y, -0.1657758504152298);
  p = horner(p, y, 0.19963063299655914);
  p = horner(p, y, -0.2500133812427521);
  p = horner(p, y, 0.3333390951156616);
  let tail = f32x4.mul(f32x4.mul(square, y), p);
  tail = f32x4.add(tail, f32x4.mul(exponent, splat(-2.12194440054690583e-4)));
  tail = f32x4.sub(tail, f32x4.mul(square, splat(0.5)));
  return f32x4.add(f32x4.add(y, tail), f32x4.mul(exponent, splat(0.693359375)));
}

/** i32x4 quadrant (0 … 4) of an angle in turns. */
// @ts-ignore: decorator
@inline
export function quadrantOf(turns: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(turns, splat(4)), splat(0.5)));
}

/** The angle's remainder within its quadrant, |r| ≤ 1/8 turn. */
// @ts-ignore: decorator
@inline
export function remainderOf(turns: v128, quadrant: v128): v128 {
  return f32x4.sub(turns, f32x4.mul(f32x4.convert_i32x4_s(quadrant), splat(0.25)));
}

/** sin(2πr), |r| ≤ 1/8. */
// @ts-ignore: decorator
@inline
export function sinWithin(r: v128, square: v128): v128 {
  let p = horner(splat(-75.39356231689453), square, 81.59235382080078);
  p = horner(p, square, -41.3416633605957);
  p = horner(p, square, 6.2831854820251465);
  return f32x4.mul(r, p);
}

/** cos(2πr), |r| ≤ 1/8. */
// @ts-ignore: decorator
@inline
export function cosWithin(square: v128): v128 {
  let p = horner(splat(-83.62918853759766), square, 64.92242431640625);
  p = horner(p, square, -19.73916244506836);
  return f32x4.add(f32x4.mul(square, p), splat(1));
}

// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const clipped = f32x4.pmax(f32x4.pmin(x, splat(9)), splat(-9));
  const square = f32x4.mul(clipped, clipped);
  let p = horner(splat(1.3354982009161631e-8), square, 2.0609339117072523e-5);
  p = horner(p, square, 0.0034956049639731646);
  p = horner(p, square, 0.1338104009628296);
  p = horner(p, square, 1);
  let q = horner(splat(7.77669697527017e-7), square, 0.00032856615143828094);
  q = horner(q, square, 0.025877047330141068);
  q = horner(q, square, 0.46714356541633606);
  q = horner(q, square, 1);
  return f32x4.div(f32x4.mul(clipped, p), q);
}
