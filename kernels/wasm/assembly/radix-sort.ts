/** Least-significant-digit radix sort of u64 keys, 11 bits a pass; digits in which all keys agree are skipped. */

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK: u64 = DIGITS - 1;

/** Bytes of histogram that {@link sortKeys} needs. */
export const HISTOGRAM_BYTES = DIGITS * 4;

/**
 * Sorts ascending; returns where the sorted keys lie, `keys` or `spare`.
 *
 * @param keys u64 `[count]`
 * @param spare room for as many
 * @param histogram room for {@link HISTOGRAM_BYTES}
 */
export function sortKeys(keys: usize, spare: usize, count: i32, histogram: usize): usize {
  let some: u64 = 0;
  let all: u64 = ~(<u64>0);
  for (let p = keys, end = keys + ((<usize>count) << 3); p < end; p += 8) {
    const k = load<u64>(p);
    some |= k;
    all &= k;
  }
  const differing = some ^ all;
  for (let shift: u64 = 0; shift < 64; shift += DIGIT_BITS) {
    if (((differing >> shift) & DIGIT_MASK) == 0) continue;
    memory.fill(histogram, 0, HISTOGRAM_BYTES);
    const end = keys + ((<usize>count) << 3);
    for (let p = keys; p < end; p += 8) {
      const bucket = histogram + ((<usize>((load<u64>(p) >> shift) & DIGIT_MASK)) << 2);
      store<i32>(bucket, load<i32>(bucket) + 1);
    }
    let position = 0;
    for (let bucket = histogram; bucket < histogram + HISTOGRAM_BYTES; bucket += 4) {
      const size = load<i32>(bucket);
      store<i32>(bucket, position);
      position += size;
    }
    for (let p = keys; p < end; p += 8) {
      const k = load<u64>(p);
      const bucket = histogram + ((<usize>((k >> shift) & DIGIT_MASK)) << 2);
      const to = load<i32>(bucket);
      store<i32>(bucket, to + 1);
      store<u64>(spare + ((<usize>to) << 3), k);
    }
    const swap = keys;
    keys = spare;
    spare = swap;
  }
  return keys;
}
