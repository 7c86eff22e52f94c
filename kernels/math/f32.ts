/**
 * Elementary functions in f32, rounded after every operation, so that they give the same bits in
 * TypeScript, AssemblyScript SIMD and (up to fused operations) WGSL. The coefficients are minimax fits
 * (Remez) made for these ranges and rounded to f32; `wasm/assembly/math-f32.ts` and the WGSL module hold
 * the same numbers in the same order.
 */

const f32 = Math.fround;
const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** ln(1 + x) = x − x²/2 + x³·P(x) on [√½ − 1, √2 − 1]; relative error of the fit 3.2e-8. */
const LOG_COEFFICIENTS: readonly number[] = [
  0.3333390951156616, -0.2500133812427521, 0.19963063299655914, -0.1657758504152298, 0.14914767444133759,
  -0.14267486333847046, 0.08700436353683472,
];
/** sin(2πr) = r·P(r²) on |r| ≤ 1/8; relative error of the fit 3.3e-9. */
const SIN_COEFFICIENTS: readonly number[] = [
  6.2831854820251465, -41.3416633605957, 81.59235382080078, -75.39356231689453,
];
/** cos(2πr) = 1 + r²·P(r²) on |r| ≤ 1/8; absolute error of the fit 3.9e-8. */
const COS_COEFFICIENTS: readonly number[] = [-19.73916244506836, 64.92242431640625, -83.62918853759766];
/** tanh(x) = x·P(x²)/Q(x²) on |x| ≤ 9, where it is within one unit in the last place of ±1. */
const TANH_NUMERATOR: readonly number[] = [
  1, 0.1338104009628296, 0.0034956049639731646, 2.0609339117072523e-5, 1.3354982009161631e-8,
];
const TANH_DENOMINATOR: readonly number[] = [
  1, 0.46714356541633606, 0.025877047330141068, 0.00032856615143828094, 7.77669697527017e-7,
];
/** |x| beyond which {@link tanh} is constant. */
const TANH_LIMIT = 9;
const LN2_HIGH = 0.693359375;
const LN2_LOW = f32(-2.12194440054690583e-4);
const SQRT_HALF_BITS = 0x3f3504f3;

/** `c[0] + x·(c[1] + x·(…))` in f32, Horner's order. */
function horner(coefficients: readonly number[], x: number): number {
  let sum = coefficients[coefficients.length - 1]!;
  for (let k = coefficients.length - 2; k >= 0; k--) sum = f32(f32(sum * x) + coefficients[k]!);
  return sum;
}

/**
 * Natural logarithm of a positive, normal f32; error below 1.2e-7 of the result, exactly 0 at 1.
 *
 * x = m·2^e with m ∈ [√½, √2); ln x = ln m + e·ln 2, the last in two parts so that nothing is lost.
 */
export function log(x: number): number {
  float[0] = x;
  const shifted = (bits[0]! - SQRT_HALF_BITS) | 0;
  const exponent = shifted >> 23;
  bits[0] = (shifted & 0x7fffff) + SQRT_HALF_BITS;
  const y = f32(float[0] - 1);
  const square = f32(y * y);
  let tail = f32(f32(square * y) * horner(LOG_COEFFICIENTS, y));
  tail = f32(tail + f32(exponent * LN2_LOW));
  tail = f32(tail - f32(square * 0.5));
  return f32(f32(y + tail) + f32(exponent * LN2_HIGH));
}

/**
 * Sine and cosine of 2π·turns for turns ∈ [0, 1], exact at every quarter turn.
 *
 * The angle is first brought to within an eighth of a turn, which is exact in f32.
 */
export function sinCosTurns(turns: number): readonly [sin: number, cos: number] {
  const quadrant = Math.trunc(f32(f32(turns * 4) + 0.5));
  const r = f32(turns - f32(quadrant * 0.25));
  const square = f32(r * r);
  const s = f32(r * horner(SIN_COEFFICIENTS, square));
  const c = f32(f32(square * horner(COS_COEFFICIENTS, square)) + 1);
  const sin = (quadrant & 1) === 0 ? s : c;
  const cos = (quadrant & 1) === 0 ? c : s;
  return [(quadrant & 2) === 0 ? sin : -sin, ((quadrant + 1) & 2) === 0 ? cos : -cos];
}

/** Hyperbolic tangent; |error| ≤ 3.7e-7 of the result, odd, constant beyond ±9, NaN for NaN. */
export function tanh(x: number): number {
  const clipped = x > TANH_LIMIT ? TANH_LIMIT : x < -TANH_LIMIT ? -TANH_LIMIT : x;
  const square = f32(clipped * clipped);
  return f32(f32(clipped * horner(TANH_NUMERATOR, square)) / horner(TANH_DENOMINATOR, square));
}
