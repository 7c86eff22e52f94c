import { badArgument, checkInteger, checkObject, checkTyped } from "./check.js";
import { type DistinctPatterns, type PatternLayout, patternLayout } from "./patterns.js";

/** @throws CellfateError `argument.invalid` unless `layout` is what {@link patternLayout} gives */
export function checkLayout(layout: PatternLayout, where = "layout"): void {
  checkObject(layout, where);
  const { cells, fates, bitsPerCell, cellsPerWord, wordsPerPattern } = layout;
  const own = patternLayout(cells, fates);
  checkInteger(bitsPerCell, [own.bitsPerCell, own.bitsPerCell], `${where}.bitsPerCell`);
  checkInteger(cellsPerWord, [own.cellsPerWord, own.cellsPerWord], `${where}.cellsPerWord`);
  checkInteger(wordsPerPattern, [own.wordsPerPattern, own.wordsPerPattern], `${where}.wordsPerPattern`);
}

/** @throws CellfateError `argument.invalid` unless `words` is whole packed patterns */
export function checkWords(words: Uint32Array, wordsPerPattern: number, where = "words"): void {
  checkTyped(words, Uint32Array, where);
  if (words.length % wordsPerPattern !== 0) {
    throw badArgument(`${where}.length`, `a multiple of ${wordsPerPattern}`, words.length);
  }
}

/** @throws CellfateError `argument.invalid` unless there is a count for each pattern */
export function checkDistinct(
  { words, counts }: DistinctPatterns,
  wordsPerPattern: number,
  where = "distinct",
): void {
  checkTyped(counts, Uint32Array, `${where}.counts`);
  checkTyped(words, Uint32Array, `${where}.words`, counts.length * wordsPerPattern);
}

/** @throws CellfateError `argument.invalid` unless the counts are ≥ 1 and their sum has 32 bits */
export function checkCounts({ counts }: DistinctPatterns, where = "distinct"): void {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) throw badArgument(`${where}.counts[${i}]`, "a count of at least 1", 0);
    sum += counts[i]!;
  }
  checkInteger(sum, [0, 0xffffffff], `the sum of ${where}.counts`);
}
