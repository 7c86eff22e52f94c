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
 * Prepares the key (k0, k1) for {@link encryptRow}: every word that a block adds to a and b, in order. In memory,
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
 * Encrypts four counters, given with the first words of the schedule added.
 *
 * @param a0 x0 + k0
 * @param b0 x1 + k1
 * @param out receives word 0, then word 1, u32 `[word][lane]`
 */
// @ts-ignore: decorator
@inline
function block(out: usize, a0: v128, b0: v128): void {
  let a = i32x4.add(a0, b0);
  let b = mix(a, b0, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  a = i32x4.add(a, scheduled(2));
  b = i32x4.add(b, scheduled(3));

  a = i32x4.add(a, b);
  b = mix(a, b, 17);
  a = i32x4.add(a, b);
  b = mix(a, b, 29);
  a = i32x4.add(a, b);
  b = mix(a, b, 16);
  a = i32x4.add(a, b);
  b = mix(a, b, 24);
  a = i32x4.add(a, scheduled(4));
  b = i32x4.add(b, scheduled(5));

  a = i32x4.add(a, b);
  b = mix(a, b, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  a = i32x4.add(a, scheduled(6));
  b = i32x4.add(b, scheduled(7));

  a = i32x4.add(a, b);
  b = mix(a, b, 17);
  a = i32x4.add(a, b);
  b = mix(a, b, 29);
  a = i32x4.add(a, b);
  b = mix(a, b, 16);
  a = i32x4.add(a, b);
  b = mix(a, b, 24);
  a = i32x4.add(a, scheduled(8));
  b = i32x4.add(b, scheduled(9));

  a = i32x4.add(a, b);
  b = mix(a, b, 13);
  a = i32x4.add(a, b);
  b = mix(a, b, 15);
  a = i32x4.add(a, b);
  b = mix(a, b, 26);
  a = i32x4.add(a, b);
  b = mix(a, b, 6);
  v128.store(out, i32x4.add(a, scheduled(10)));
  v128.store(out, i32x4.add(b, scheduled(11)), 16);
}

/**
 * The blocks of the counters (x0, x1), (x0, x1 + 1), … under the key expanded last.
 *
 * @param out u32 `[block][word][lane]`
 */
export function encryptRow(out: usize, blocks: i32, x0: v128, x1: v128): void {
  const a = i32x4.add(x0, scheduled(0));
  let b = i32x4.add(x1, scheduled(1));
  const one = i32x4.splat(1);
  for (const end = out + ((<usize>blocks) << 5); out < end; out += 32) {
    block(out, a, b);
    b = i32x4.add(b, one);
  }
}

/** Writes the block of one counter, u32 `[word][lane]`, alike in every lane: for the known answers. */
export function threefry2x32(out: usize, k0: i32, k1: i32, x0: i32, x1: i32): void {
  expandKey(k0, k1);
  encryptRow(out, 1, i32x4.splat(x0), i32x4.splat(x1));
}
