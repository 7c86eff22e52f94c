// Threefry-2×32, 20 rounds; see kernels/random/threefry2x32.ts.

fn mix(x: vec2u, rotation: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, ((x.y << rotation) | (x.y >> (32u - rotation))) ^ sum);
}

fn evenRounds(x: vec2u) -> vec2u {
  return mix(mix(mix(mix(x, 13u), 15u), 26u), 6u);
}

fn oddRounds(x: vec2u) -> vec2u {
  return mix(mix(mix(mix(x, 17u), 29u), 16u), 24u);
}

// Encrypts a counter under a key: two words of 32 random bits.
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let parity = key.x ^ key.y ^ 0x1bd11bdau;
  var x = counter + key;
  x = evenRounds(x) + vec2u(key.y, parity + 1u);
  x = oddRounds(x) + vec2u(parity, key.x + 2u);
  x = evenRounds(x) + vec2u(key.x, key.y + 3u);
  x = oddRounds(x) + vec2u(key.y, parity + 4u);
  return evenRounds(x) + vec2u(parity, key.x + 5u);
}
