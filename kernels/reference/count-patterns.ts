import { comparePatterns } from "../patterns.js";
import { type DistinctPatterns, type PatternLayout } from "../packed-patterns.js";

/** The distinct patterns of packed `words`, `[pattern][wordsPerPattern]`, ascending, by sorting. */
export function countPatterns(words: Uint32Array, { wordsPerPattern }: PatternLayout): DistinctPatterns {
  const order = Array.from({ length: words.length / wordsPerPattern }, (_, i) => i);
  order.sort((a, b) => comparePatterns(words, a, words, b, wordsPerPattern));
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const index of order) {
    const last = distinct.at(-1);
    if (last !== undefined && comparePatterns(words, last, words, index, wordsPerPattern) === 0) {
      counts[counts.length - 1]! += 1;
    } else {
      distinct.push(index);
      counts.push(1);
    }
  }
  const rows = distinct.flatMap((i) => [...words.subarray(i * wordsPerPattern, (i + 1) * wordsPerPattern)]);
  return { words: Uint32Array.from(rows), counts: Uint32Array.from(counts) };
}
