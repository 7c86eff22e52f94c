/** Threefry-2×32, 20 rounds, four counters at once; see kernels/random/threefry2x32.ts. */

/** The words of the last {@link block}, four lanes each. */
export let word0: v128 = i32x4.splat(0);
export let word1: v128 = i32x4.splat(0);

// @ts-ignore: decorator
@inline
function rotateLeft(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

// @ts-ignore: decorator
@inline
export function parityOf(k0: i32, k1: i32): i32 {
  return k0 ^ k1 ^ 0x1bd11bda;
}

/** Encrypts the counters (x0, x1) under the key (k0, k1); the result is in {@link word0} and {@link word1}. */
// @ts-ignore: decorator
@inline
export function block(k0: i32, k1: i32, x0: v128, x1: v128): void {
  const k2 = parityOf(k0, k1);
  let a = i32x4.add(x0, i32x4.splat(k0));
  let b = i32x4.add(x1, i32x4.splat(k1));

  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 6), a);
  a = i32x4.add(a, i32x4.splat(k1));
  b = i32x4.add(b, i32x4.splat(k2 + 1));

  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 24), a);
  a = i32x4.add(a, i32x4.splat(k2));
  b = i32x4.add(b, i32x4.splat(k0 + 2));

  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 6), a);
  a = i32x4.add(a, i32x4.splat(k0));
  b = i32x4.add(b, i32x4.splat(k1 + 3));

  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 24), a);
  a = i32x4.add(a, i32x4.splat(k1));
  b = i32x4.add(b, i32x4.splat(k2 + 4));

  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotateLeft(b, 6), a);
  word0 = i32x4.add(a, i32x4.splat(k2));
  word1 = i32x4.add(b, i32x4.splat(k0 + 5));
}

/** Writes the block of one counter, u32 `[2]`: for the known answers. */
export function threefry2x32(out: usize, k0: i32, k1: i32, x0: i32, x1: i32): void {
  block(k0, k1, i32x4.splat(x0), i32x4.splat(x1));
  store<i32>(out, i32x4.extract_lane(word0, 0));
  store<i32>(out, i32x4.extract_lane(word1, 0), 4);
}
