// Random numbers from random words; see kernels/random/normal.ts.

// 2⁻²⁴
const TO_UNIT = 5.9604644775390625e-8f;

// Box–Muller: two independent standard normals.
fn boxMuller(words: vec2u) -> vec2f {
  let u = f32((words.x >> 8u) + 1u) * TO_UNIT;
  let turns = f32(words.y >> 8u) * TO_UNIT;
  return sqrt(-2f * lnPositive(u)) * cosSinTurns(turns);
}

// Uniform on (0, 1].
fn uniformNumber(word: u32) -> f32 {
  return (f32(word >> 8u) + 0.5f) * TO_UNIT;
}

// The standard normals that move cells 2·pair and 2·pair + 1 of a replicate at a step.
fn noiseNormals(key: vec2u, step: u32, replicate: u32, pair: u32) -> vec2f {
  return boxMuller(threefry2x32(key, vec2u(step, (replicate << 11u) | pair)));
}
