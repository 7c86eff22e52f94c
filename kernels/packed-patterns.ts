import { badArgument, checkInteger, checkObject, checkTyped } from "./check.js";
import { LIMITS } from "./limits.js";

/* What packed patterns are, `patterns.ts` says how they are read and written; and whether something is that. */

/** How patterns of `cells` cells with `fates` fates are packed into u32 words. */
export interface PatternLayout {
  readonly cells: number;
  readonly fates: number;
  readonly bitsPerCell: number;
  readonly cellsPerWord: number;
  readonly wordsPerPattern: number;
}

/** The distinct patterns of an ensemble, ascending, with how often each occurs. */
export interface DistinctPatterns {
  /** `[distinct][wordsPerPattern]`, row-major. */
  readonly words: Uint32Array;
  /** `[distinct]`, each ≥ 1; their sum is the number of replicates. */
  readonly counts: Uint32Array;
}

/** The {@link PatternLayout} of 1 … 4096 `cells` and 2 … 10 `fates`. @throws CellfateError `argument.invalid` */
export function patternLayout(cells: number, fates: number): PatternLayout {
  checkInteger(cells, [1, LIMITS.cells], "cells");
  checkInteger(fates, [2, LIMITS.fates], "fates");
  const bitsPerCell = 32 - Math.clz32(fates - 1);
  const cellsPerWord = Math.trunc(32 / bitsPerCell);
  return { cells, fates, bitsPerCell, cellsPerWord, wordsPerPattern: Math.ceil(cells / cellsPerWord) };
}

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
export function checkDistinct(distinct: DistinctPatterns, wordsPerPattern: number, where = "distinct"): void {
  checkObject(distinct, where);
  const { words, counts } = distinct;
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
