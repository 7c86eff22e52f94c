import { checkArray, checkInteger, type Range } from "../check.js";

/**
 * Threefry-2×32 with 20 rounds (Salmon, Moraes, Dror, Shaw, SC'11, §4.2) and the key algebra of
 * `jax.random`: every random number of a run is a pure function of its key and counter.
 */

/** Two 32-bit words. A key either derives further keys or draws numbers, never both. */
export type Key = readonly [word0: number, word1: number];

/** @throws CellfateError `argument.invalid` unless `value` is two words of 32 bits */
export function checkKey(value: Key, where: string): void {
  checkArray(value, [2, 2], where);
  checkInteger(value[0], WORDS, `${where}[0]`);
  checkInteger(value[1], WORDS, `${where}[1]`);
}

/** Keys or words that are made at a time. */
const COUNTS: Range = [0, 1 << 28];
/** Words of 32 bits. */
const WORDS: Range = [0, 0xffffffff];
const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** The block function: encrypts the counter (x0, x1) under `key`; two words of 32 random bits, unsigned. */
export function threefry2x32([k0, k1]: Key, x0: number, x1: number): [number, number] {
  const schedule = [k0, k1, k0 ^ k1 ^ PARITY] as const;
  let a = (x0 + k0) | 0;
  let b = (x1 + k1) | 0;
  for (let group = 0; group < 5; group++) {
    for (let round = 0; round < 4; round++) {
      const rotation = ROTATIONS[(group & 1) * 4 + round]!;
      a = (a + b) | 0;
      b = ((b << rotation) | (b >>> (32 - rotation))) ^ a;
    }
    a = (a + schedule[(group + 1) % 3]!) | 0;
    b = (b + schedule[(group + 2) % 3]! + group + 1) | 0;
  }
  return [a >>> 0, b >>> 0];
}

/** The root key of a seed, an integer 0 … 2³² − 1. @throws CellfateError `argument.invalid` */
export function key(seed: number): Key {
  checkInteger(seed, WORDS, "seed");
  return [0, seed >>> 0];
}

/** The key derived from `parent` by the integer `data`, 0 … 2³² − 1. @throws CellfateError `argument.invalid` */
export function foldIn(parent: Key, data: number): Key {
  checkKey(parent, "parent");
  checkInteger(data, WORDS, "data");
  return threefry2x32(parent, 0, data);
}

/** `count` keys derived from `parent`, the i-th being `foldIn(parent, i)`. @throws CellfateError `argument.invalid` */
export function split(parent: Key, count = 2): Key[] {
  checkInteger(count, COUNTS, "count");
  return Array.from({ length: count }, (_, i) => foldIn(parent, i));
}

/** `count` words of 32 random bits, the i-th the two words of the block (0, i) combined by exclusive or. @throws CellfateError `argument.invalid` */
export function randomBits(drawKey: Key, count: number): Uint32Array {
  checkKey(drawKey, "drawKey");
  checkInteger(count, COUNTS, "count");
  return Uint32Array.from({ length: count }, (_, i) => {
    const [a, b] = threefry2x32(drawKey, 0, i);
    return a ^ b;
  });
}
