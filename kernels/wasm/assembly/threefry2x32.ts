/** Threefry-2×32, 20 rounds, four counters at once; see kernels/random/threefry2x32.ts. */

// @ts-ignore: decorator
@inline
function rotateLeft(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

/** The second half of a round: b, rotated, combined with the a that already had b added. */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, by: i32): v128 {
  return v128.xor(rotateLeft(b, by), a);
}

/** The third word of the key schedule. */
// @ts-ignore: decorator
@inline
export function parityOf(k0: i32, k1: i32): i32 {
  return k0 ^ k1 ^ 0x1bd11bda;
}

/**
 * Encrypts four counters.
 *
 * Its arguments are the sums that do not change from block to block, so that a loop holds them in registers:
 * WebAssembly engines neither move constants out of loops nor broadcast a word for free.
 *
 * @param a0 x0 + k0
 * @param b0 x1 + k1
 * @param out receives word 0, then word 1, u32 `[word][lane]`
 */
// @ts-ignore: decorator
@inline
export function block(
  out: usize,
  a0: v128,
  b0: v128,
  key0: v128,
  key1: v128,
  key2: v128,
  key2Plus1: v128,
  key0Plus2: v128,
  key1Plus3: v128,
  key2Plus4: v128,
  key0Plus5: v128,
): void {
  let a = i32x4.add(a0, b0);
  let b = mix(a, b0, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  a = i32x4.add(a, key1);
  b = i32x4.add(b, key2Plus1);

  a = i32x4.add(a, b);
  b = mix(a, b, 17);
  a = i32x4.add(a, b);
  b = mix(a, b, 29);
  a = i32x4.add(a, b);
  b = mix(a, b, 16);
  a = i32x4.add(a, b);
  b = mix(a, b, 24);
  a = i32x4.add(a, key2);
  b = i32x4.add(b, key0Plus2);

  a = i32x4.add(a, b);
  b = mix(a, b, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  a = i32x4.add(a, key0);
  b = i32x4.add(b, key1Plus3);

  a = i32x4.add(a, b);
  b = mix(a, b, 17);
  a = i32x4.add(a, b);
  b = mix(a, b, 29);
  a = i32x4.add(a, b);
  b = mix(a, b, 16);
  a = i32x4.add(a, b);
  b = mix(a, b, 24);
  a = i32x4.add(a, key1);
  b = i32x4.add(b, key2Plus4);

  a = i32x4.add(a, b);
  b = mix(a, b, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  v128.store(out, i32x4.add(a, key2));
  v128.store(out, i32x4.add(b, key0Plus5), 16);
}

/**
 * The blocks of the counters (x0, x1), (x0, x1 + x1Step), …
 *
 * @param out u32 `[block][word][lane]`
 */
export function encryptRow(out: usize, blocks: i32, k0: i32, k1: i32, x0: v128, x1: v128, x1Step: i32): void {
  const k2 = parityOf(k0, k1);
  const key0 = i32x4.splat(k0);
  const key1 = i32x4.splat(k1);
  const key2 = i32x4.splat(k2);
  const key2Plus1 = i32x4.splat(k2 + 1);
  const key0Plus2 = i32x4.splat(k0 + 2);
  const key1Plus3 = i32x4.splat(k1 + 3);
  const key2Plus4 = i32x4.splat(k2 + 4);
  const key0Plus5 = i32x4.splat(k0 + 5);
  const a = i32x4.add(x0, key0);
  let b = i32x4.add(x1, key1);
  const increment = i32x4.splat(x1Step);
  for (const end = out + ((<usize>blocks) << 5); out < end; out += 32) {
    block(out, a, b, key0, key1, key2, key2Plus1, key0Plus2, key1Plus3, key2Plus4, key0Plus5);
    b = i32x4.add(b, increment);
  }
}

/** Writes the block of one counter, u32 `[word][lane]`, alike in every lane: for the known answers. */
export function threefry2x32(out: usize, k0: i32, k1: i32, x0: i32, x1: i32): void {
  encryptRow(out, 1, k0, k1, i32x4.splat(x0), i32x4.splat(x1), 0);
}
