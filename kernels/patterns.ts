import { checkArray, checkInteger, checkString } from "./check.js";
import {
  checkDistinct,
  checkLayout,
  checkWords,
  type DistinctPatterns,
  type PatternLayout,
} from "./packed-patterns.js";
import { LIMITS } from "./limits.js";

/**
 * Patterns as numbers. A pattern is the fates of one replicate, a digit a cell; it is packed with
 * ⌈log2 Z⌉ bits a cell, no cell across two words, cell 0 in the highest bits of word 0, so that packed
 * patterns sort as their digit strings do.
 */

/** The left shift of `cell`'s bits within its word. */
function shiftOf(cell: number, { bitsPerCell, cellsPerWord }: PatternLayout): number {
  return bitsPerCell * (cellsPerWord - 1 - (cell % cellsPerWord));
}

/** Writes the pattern whose cells have the fates `fateOf(cell)` as pattern `index` of `words`. */
export function packPattern(
  words: Uint32Array,
  index: number,
  layout: PatternLayout,
  fateOf: (cell: number) => number,
): void {
  const first = index * layout.wordsPerPattern;
  words.fill(0, first, first + layout.wordsPerPattern);
  for (let cell = 0; cell < layout.cells; cell++) {
    const word = first + Math.trunc(cell / layout.cellsPerWord);
    words[word] = (words[word]! | (fateOf(cell) << shiftOf(cell, layout))) >>> 0;
  }
}

/** Packs patterns given as strings of one digit a cell: `[pattern][wordsPerPattern]`. @throws CellfateError `argument.invalid` */
export function packPatterns(patterns: readonly string[], layout: PatternLayout): Uint32Array {
  checkLayout(layout);
  checkArray(patterns, [0, LIMITS.replicates], "patterns");
  const words = new Uint32Array(patterns.length * layout.wordsPerPattern);
  patterns.forEach((pattern, index) => {
    const where = `patterns[${index}]`;
    checkString(pattern, where);
    checkInteger(pattern.length, [layout.cells, layout.cells], `${where}.length`);
    packPattern(words, index, layout, (cell) => {
      const fate = pattern.charCodeAt(cell) - 48;
      checkInteger(fate, [0, layout.fates - 1], where);
      return fate;
    });
  });
  return words;
}

/** The fate of `cell` in pattern `index` of packed `words`. */
export function fateAt(words: Uint32Array, index: number, cell: number, layout: PatternLayout): number {
  const word = words[index * layout.wordsPerPattern + Math.trunc(cell / layout.cellsPerWord)]!;
  return (word >>> shiftOf(cell, layout)) & ((1 << layout.bitsPerCell) - 1);
}

/** Pattern `index` of packed `words` as a string of one digit a cell, cell 0 first. @throws CellfateError `argument.invalid` */
export function patternString(words: Uint32Array, index: number, layout: PatternLayout): string {
  checkLayout(layout);
  checkWords(words, layout.wordsPerPattern);
  checkInteger(index, [0, words.length / layout.wordsPerPattern - 1], "index");
  // Joined: a string that grows digit by digit is held as a tree of its pieces, hundredfold as large.
  return Array.from({ length: layout.cells }, (_, cell) => fateAt(words, index, cell, layout)).join("");
}

/** How many cells of each packed pattern have each fate: `[pattern][fate]`. @throws CellfateError `argument.invalid` */
export function patternCompositions(words: Uint32Array, layout: PatternLayout): Uint32Array {
  checkLayout(layout);
  checkWords(words, layout.wordsPerPattern);
  const { cells, fates, bitsPerCell, cellsPerWord, wordsPerPattern } = layout;
  const mask = (1 << bitsPerCell) - 1;
  const compositions = new Uint32Array((words.length / wordsPerPattern) * fates);
  for (let w = 0; w < words.length; w++) {
    const first = Math.trunc(w / wordsPerPattern) * fates;
    const filled = Math.min(cellsPerWord, cells - (w % wordsPerPattern) * cellsPerWord);
    const word = words[w]!;
    for (let cell = 0; cell < filled; cell++) {
      compositions[first + ((word >>> (bitsPerCell * (cellsPerWord - 1 - cell))) & mask)]! += 1;
    }
  }
  return compositions;
}

/** The order of two packed patterns, each a row of its own array: negative, 0 or positive. */
export function comparePatterns(
  a: Uint32Array,
  aIndex: number,
  b: Uint32Array,
  bIndex: number,
  wordsPerPattern: number,
): number {
  for (let w = 0; w < wordsPerPattern; w++) {
    const difference = a[aIndex * wordsPerPattern + w]! - b[bIndex * wordsPerPattern + w]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Two ensembles counted apart, as one: a merge of their sorted distinct patterns. */
function mergeTwo(a: DistinctPatterns, b: DistinctPatterns, wordsPerPattern: number): DistinctPatterns {
  const capacity = a.counts.length + b.counts.length;
  const words = new Uint32Array(capacity * wordsPerPattern);
  const counts = new Uint32Array(capacity);
  let distinct = 0;
  for (let i = 0, j = 0; i < a.counts.length || j < b.counts.length; distinct++) {
    let order = 0;
    if (i === a.counts.length) order = 1;
    else if (j === b.counts.length) order = -1;
    else order = comparePatterns(a.words, i, b.words, j, wordsPerPattern);
    const [from, row] = order <= 0 ? [a.words, i] : [b.words, j];
    for (let w = 0; w < wordsPerPattern; w++) {
      words[distinct * wordsPerPattern + w] = from[row * wordsPerPattern + w]!;
    }
    let count = 0;
    if (order <= 0) count += a.counts[i++]!;
    if (order >= 0) count += b.counts[j++]!;
    counts[distinct] = count;
  }
  // A copy only where it frees memory.
  if (distinct === capacity) return { words, counts };
  return { words: words.slice(0, distinct * wordsPerPattern), counts: counts.slice(0, distinct) };
}

/**
 * Ensembles counted apart, as one; pairwise, so the work is O(distinct · log parts).
 *
 * @throws CellfateError `argument.invalid`
 */
export function mergeDistinct(parts: readonly DistinctPatterns[], wordsPerPattern: number): DistinctPatterns {
  checkInteger(wordsPerPattern, [1, LIMITS.cells], "wordsPerPattern");
  checkArray(parts, [0, LIMITS.replicates], "parts");
  parts.forEach((part, i) => {
    checkDistinct(part, wordsPerPattern, `parts[${i}]`);
  });
  return mergeAll(parts, wordsPerPattern);
}

function mergeAll(parts: readonly DistinctPatterns[], wordsPerPattern: number): DistinctPatterns {
  if (parts.length === 1) return parts[0]!;
  if (parts.length === 0) return { words: new Uint32Array(0), counts: new Uint32Array(0) };
  const half = parts.length >> 1;
  return mergeTwo(
    mergeAll(parts.slice(0, half), wordsPerPattern),
    mergeAll(parts.slice(half), wordsPerPattern),
    wordsPerPattern,
  );
}
