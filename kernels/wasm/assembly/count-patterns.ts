/** Distinct patterns: sort, then run lengths. Patterns of one or two words are sorted as u64 keys, longer ones by index. */
import { sortKeys } from "./radix-sort";

/**
 * Writes the distinct patterns, ascending, and how often each occurs; returns how many there are.
 *
 * @param words u32 `[count][wordsPerPattern]`
 * @param scratch room for u64 `[2][count]` and a histogram (`HISTOGRAM_BYTES`)
 * @param outWords room for u32 `[count][wordsPerPattern]`
 * @param outCounts room for u32 `[count]`
 */
export function countPatterns(
  words: usize,
  count: i32,
  wordsPerPattern: i32,
  scratch: usize,
  outWords: usize,
  outCounts: usize,
): i32 {
  return wordsPerPattern <= 2
    ? countShort(words, count, wordsPerPattern, scratch, outWords, outCounts)
    : countLong(words, count, wordsPerPattern, scratch, outWords, outCounts);
}

function countShort(
  words: usize,
  count: i32,
  wordsPerPattern: i32,
  scratch: usize,
  outWords: usize,
  outCounts: usize,
): i32 {
  const bytes = (<usize>count) << 3;
  if (wordsPerPattern == 1) {
    for (let i: usize = 0; i < <usize>count; i++) store<u64>(scratch + (i << 3), load<u32>(words + (i << 2)));
  } else {
    for (let i: usize = 0; i < bytes; i += 8) store<u64>(scratch + i, rotl(load<u64>(words + i), 32));
  }
  const keys = sortKeys(scratch, scratch + bytes, count, scratch + 2 * bytes);
  let distinct = 0;
  for (let p = keys, end = keys + bytes; p < end; distinct++) {
    const k = load<u64>(p);
    const first = p;
    do p += 8;
    while (p < end && load<u64>(p) == k);
    if (wordsPerPattern == 1) store<u32>(outWords + ((<usize>distinct) << 2), <u32>k);
    else store<u64>(outWords + ((<usize>distinct) << 3), rotl(k, 32));
    store<i32>(outCounts + ((<usize>distinct) << 2), <i32>((p - first) >> 3));
  }
  return distinct;
}

/** The order of two rows of `words`: negative, 0 or positive. */
function compareRows(a: usize, b: usize, wordsPerPattern: i32): i32 {
  for (let w: usize = 0; w < (<usize>wordsPerPattern) << 2; w += 4) {
    const x = load<u32>(a + w);
    const y = load<u32>(b + w);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

function countLong(
  words: usize,
  count: i32,
  wordsPerPattern: i32,
  scratch: usize,
  outWords: usize,
  outCounts: usize,
): i32 {
  const stride = (<usize>wordsPerPattern) << 2;
  const order = sortRows(words, count, wordsPerPattern, scratch);
  let distinct = 0;
  for (let i: usize = 0; i < <usize>count; distinct++) {
    const row = load<usize>(order + (i << 2));
    const first = i;
    do i++;
    while (i < <usize>count && compareRows(row, load<usize>(order + (i << 2)), wordsPerPattern) == 0);
    memory.copy(outWords + <usize>distinct * stride, row, stride);
    store<i32>(outCounts + ((<usize>distinct) << 2), <i32>(i - first));
  }
  return distinct;
}

/** Merge sort of pointers to rows; returns where the sorted pointers lie. */
function sortRows(words: usize, count: i32, wordsPerPattern: i32, scratch: usize): usize {
  const stride = (<usize>wordsPerPattern) << 2;
  let from = scratch;
  let to = scratch + ((<usize>count) << 2);
  for (let i: usize = 0; i < <usize>count; i++) store<usize>(from + (i << 2), words + i * stride);
  for (let width = 1; width < count; width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      let a = low;
      const middle = min(low + width, count);
      let b = middle;
      const high = min(low + 2 * width, count);
      for (let k = low; k < high; k++) {
        const left = load<usize>(from + ((<usize>a) << 2));
        const right = load<usize>(from + ((<usize>b) << 2));
        const takeLeft = b >= high || (a < middle && compareRows(left, right, wordsPerPattern) <= 0);
        store<usize>(to + ((<usize>k) << 2), takeLeft ? left : right);
        if (takeLeft) a++;
        else b++;
      }
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}
