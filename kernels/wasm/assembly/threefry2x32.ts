/** Threefry-2×32, 20 rounds, four counters at once; see kernels/random/threefry2x32.ts. */

// @ts-ignore: decorator
@inline
function rotateLeft(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

/** For `swizzle`: every word rotated left by 2 and by 3 bytes. */
const ROTATE_TWO_BYTES = memory.data<u8>([2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13]);
const ROTATE_THREE_BYTES = memory.data<u8>([1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12]);

/** The second half of a round: b, rotated, combined with the a that already had b added. */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, by: i32): v128 {
  return v128.xor(rotateLeft(b, by), a);
}

/** {@link mix} for a rotation by whole bytes: one shuffle instead of two shifts. */
// @ts-ignore: decorator
@inline
function mixBytes(a: v128, b: v128, rotation: usize): v128 {
  return v128.xor(i8x16.swizzle(b, v128.load(rotation)), a);
}

/** The key schedule, a vector a word: what {@link expandKey} wrote last. */
const SCHEDULE = memory.data(192, 16);

// @ts-ignore: decorator
@inline
function scheduled(word: i32): v128 {
  return v128.load(SCHEDULE + ((<usize>word) << 4));
}

function setWord(index: i32, word: i32): void {
  v128.store(SCHEDULE + ((<usize>index) << 4), i32x4.splat(word));
}

/**
 * Prepares the key (k0, k1) for {@link encryptTwoRows}: every word that a block adds to a and b, in order. In memory,
 * since an engine would broadcast each anew in every block.
 */
export function expandKey(k0: i32, k1: i32): void {
  const k2 = k0 ^ k1 ^ 0x1bd11bda;
  setWord(0, k0);
  setWord(1, k1);
  setWord(2, k1);
  setWord(3, k2 + 1);
  setWord(4, k2);
  setWord(5, k0 + 2);
  setWord(6, k0);
  setWord(7, k1 + 3);
  setWord(8, k1);
  setWord(9, k2 + 4);
  setWord(10, k2);
  setWord(11, k0 + 5);
}

/**
 * Encrypts four counters (x0, x1) as a and b, and four (x0', x1) as c and d: two at once, as either is one long
 * chain of dependences.
 *
 * @param a0 x0 + k0
 * @param c0 x0' + k0
 * @param b0 x1 + k1
 * @param out receives word 0, then word 1, u32 `[word][lane]`; the second block's lie `stride` bytes further
 */
// @ts-ignore: decorator
@inline
function twoBlocks(out: usize, stride: usize, a0: v128, c0: v128, b0: v128): void {
  let a = i32x4.add(a0, b0);
  let c = i32x4.add(c0, b0);
  let b = mix(a, b0, 13);
  let d = mix(c, b0, 13);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 15);
  d = mix(c, d, 15);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 26);
  d = mix(c, d, 26);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 6);
  d = mix(c, d, 6);
  a = i32x4.add(a, scheduled(2));
  c = i32x4.add(c, scheduled(2));
  b = i32x4.add(b, scheduled(3));
  d = i32x4.add(d, scheduled(3));

  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 17);
  d = mix(c, d, 17);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 29);
  d = mix(c, d, 29);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mixBytes(a, b, ROTATE_TWO_BYTES);
  d = mixBytes(c, d, ROTATE_TWO_BYTES);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mixBytes(a, b, ROTATE_THREE_BYTES);
  d = mixBytes(c, d, ROTATE_THREE_BYTES);
  a = i32x4.add(a, scheduled(4));
  c = i32x4.add(c, scheduled(4));
  b = i32x4.add(b, scheduled(5));
  d = i32x4.add(d, scheduled(5));

  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 13);
  d = mix(c, d, 13);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 15);
  d = mix(c, d, 15);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 26);
  d = mix(c, d, 26);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 6);
  d = mix(c, d, 6);
  a = i32x4.add(a, scheduled(6));
  c = i32x4.add(c, scheduled(6));
  b = i32x4.add(b, scheduled(7));
  d = i32x4.add(d, scheduled(7));

  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 17);
  d = mix(c, d, 17);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 29);
  d = mix(c, d, 29);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mixBytes(a, b, ROTATE_TWO_BYTES);
  d = mixBytes(c, d, ROTATE_TWO_BYTES);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mixBytes(a, b, ROTATE_THREE_BYTES);
  d = mixBytes(c, d, ROTATE_THREE_BYTES);
  a = i32x4.add(a, scheduled(8));
  c = i32x4.add(c, scheduled(8));
  b = i32x4.add(b, scheduled(9));
  d = i32x4.add(d, scheduled(9));

  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 13);
  d = mix(c, d, 13);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 15);
  d = mix(c, d, 15);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 26);
  d = mix(c, d, 26);
  a = i32x4.add(a, b);
  c = i32x4.add(c, d);
  b = mix(a, b, 6);
  d = mix(c, d, 6);
  v128.store(out, i32x4.add(a, scheduled(10)));
  v128.store(out + stride, i32x4.add(c, scheduled(10)));
  v128.store(out, i32x4.add(b, scheduled(11)), 16);
  v128.store(out + stride, i32x4.add(d, scheduled(11)), 16);
}

/**
 * The blocks of the counters (x0, x1), (x0, x1 + 1), …, and of (x0 + 1, x1), …, under the key expanded last.
 *
 * @param out u32 `[2][block][word][lane]`
 */
export function encryptTwoRows(out: usize, blocks: i32, x0: v128, x1: v128): void {
  const one = i32x4.splat(1);
  const stride = (<usize>blocks) << 5;
  const a = i32x4.add(x0, scheduled(0));
  const c = i32x4.add(a, one);
  let b = i32x4.add(x1, scheduled(1));
  for (const end = out + stride; out < end; out += 32) {
    twoBlocks(out, stride, a, c, b);
    b = i32x4.add(b, one);
  }
}

/** Writes the block of one counter, u32 `[word][lane]`, alike in every lane: for the known answers. */
export function threefry2x32(out: usize, k0: i32, k1: i32, x0: i32, x1: i32): void {
  expandKey(k0, k1);
  encryptTwoRows(out, 1, i32x4.splat(x0), i32x4.splat(x1));
}
