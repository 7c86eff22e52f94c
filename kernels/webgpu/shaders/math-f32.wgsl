// The functions of kernels/math/f32.ts, in its order, with its coefficients: no built-in log, sin, cos or tanh,
// whose error WGSL leaves to the driver.

const SQRT_HALF_BITS: i32 = 0x3f3504f3;

// Natural logarithm of a positive, normal number: m·2^e with m in [√½, √2), ln x = ln m + e·ln 2.
fn lnPositive(x: f32) -> f32 {
  let shifted = bitcast<i32>(x) - SQRT_HALF_BITS;
  let exponent = f32(shifted >> 23u);
  let y = bitcast<f32>((shifted & 0x7fffff) + SQRT_HALF_BITS) - 1f;
  let square = y * y;
  var p = 0.08700436353683472f;
  p = p * y - 0.14267486333847046f;
  p = p * y + 0.14914767444133759f;
  p = p * y - 0.1657758504152298f;
  p = p * y + 0.19963063299655914f;
  p = p * y - 0.2500133812427521f;
  p = p * y + 0.3333390951156616f;
  var tail = (square * y) * p;
  tail = tail + exponent * -2.12194440054690583e-4f;
  tail = tail - square * 0.5f;
  return (y + tail) + exponent * 0.693359375f;
}

// (cos, sin) of 2π·turns for turns in [0, 1].
fn cosSinTurns(turns: f32) -> vec2f {
  let quadrant = u32(turns * 4f + 0.5f);
  let r = turns - f32(quadrant) * 0.25f;
  let square = r * r;
  var p = -75.39356231689453f;
  p = p * square + 81.59235382080078f;
  p = p * square - 41.3416633605957f;
  p = p * square + 6.2831854820251465f;
  let s = r * p;
  var q = -83.62918853759766f;
  q = q * square + 64.92242431640625f;
  q = q * square - 19.73916244506836f;
  let c = square * q + 1f;
  let odd = (quadrant & 1u) != 0u;
  let sine = select(s, c, odd);
  let cosine = select(c, s, odd);
  return vec2f(
    select(cosine, -cosine, ((quadrant + 1u) & 2u) != 0u),
    select(sine, -sine, (quadrant & 2u) != 0u),
  );
}

// Hyperbolic tangent, constant beyond ±9.
fn tanhRational(x: f32) -> f32 {
  let clipped = select(select(x, -9f, x < -9f), 9f, x > 9f);
  let square = clipped * clipped;
  var p = 1.3354982009161631e-8f;
  p = p * square + 2.0609339117072523e-5f;
  p = p * square + 0.0034956049639731646f;
  p = p * square + 0.1338104009628296f;
  p = p * square + 1f;
  var q = 7.77669697527017e-7f;
  q = q * square + 0.00032856615143828094f;
  q = q * square + 0.025877047330141068f;
  q = q * square + 0.46714356541633606f;
  q = q * square + 1f;
  return (clipped * p) / q;
}
