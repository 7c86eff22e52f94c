import { checkCounts, checkDistinct, checkLayout, checkWords } from "../packed-patterns.js";
import { checkTyped } from "../check.js";
import type { DistinctPatterns, PatternLayout } from "../packed-patterns.js";
import { placeLayout } from "./records.js";
import { scratchKernels } from "./scratch-kernels.js";
import { HISTOGRAM_BYTES, type WasmKernels } from "./wasm-kernels.js";

/** Sorts and counts patterns that already lie in the kernels' memory; the copies handed back are the caller's. */
export function countPatternsAt(
  kernels: WasmKernels,
  at: number,
  count: number,
  wordsPerPattern: number,
): DistinctPatterns {
  return kernels.scoped(() => {
    const scratch = kernels.allocate(16 * count + HISTOGRAM_BYTES);
    const outWords = kernels.allocate(4 * count * wordsPerPattern);
    const outCounts = kernels.allocate(4 * count);
    const distinct = kernels.call.countPatterns(at, count, wordsPerPattern, scratch, outWords, outCounts);
    return {
      words: kernels.words(outWords, distinct * wordsPerPattern).slice(),
      counts: kernels.words(outCounts, distinct).slice(),
    };
  });
}

/**
 * The distinct patterns of packed `words`, `[pattern][wordsPerPattern]`, ascending, with their counts.
 * Memory: 24 + 8·wordsPerPattern bytes a pattern.
 *
 * @throws CellfateError `wasm.not-loaded`, `argument.invalid`
 */
export function countPatterns(words: Uint32Array, layout: PatternLayout): DistinctPatterns {
  checkLayout(layout);
  checkWords(words, layout.wordsPerPattern);
  const kernels = scratchKernels();
  const at = kernels.place(words);
  return countPatternsAt(kernels, at, words.length / layout.wordsPerPattern, layout.wordsPerPattern);
}

/** Bytes of patterns that {@link fateCounts} copies into the kernels at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * How many replicates have each fate in each cell: `[cell][fate]`. Memory: 2 MB, whatever the number of patterns.
 *
 * @throws CellfateError `wasm.not-loaded`; `argument.invalid` also where the counts have no sum of 32 bits
 */
export function fateCounts(distinct: DistinctPatterns, layout: PatternLayout): Uint32Array {
  checkLayout(layout);
  checkDistinct(distinct, layout.wordsPerPattern);
  checkCounts(distinct);
  const { cells, fates, wordsPerPattern } = layout;
  const rows = Math.max(1, Math.trunc(CHUNK_BYTES / (4 * wordsPerPattern)));
  const sums = new Uint32Array(cells * fates);
  for (let from = 0; from < distinct.counts.length; from += rows) {
    const kernels = scratchKernels();
    const counts = distinct.counts.subarray(from, from + rows);
    const words = distinct.words.subarray(from * wordsPerPattern, (from + rows) * wordsPerPattern);
    const [wordsAt, countsAt] = [kernels.place(words), kernels.place(counts)];
    const out = kernels.allocate(4 * cells * fates);
    kernels.call.fateCounts(wordsAt, placeLayout(kernels, layout), countsAt, counts.length, out);
    kernels.words(out, sums.length).forEach((count, i) => (sums[i]! += count));
  }
  return sums;
}

/**
 * The plug-in entropy −Σ p log2 p of counts, p = n_k / Σ n_k, in bits. Counts are sorted before they are summed,
 * so the bits of the result do not depend on their order; zeros do not count.
 *
 * @throws CellfateError `wasm.not-loaded`; `argument.invalid` for counts that are not of 32 bits: `estimateEntropy` of
 * the engine takes any
 */
export function plugInEntropy(counts: Uint32Array): number {
  checkTyped(counts, Uint32Array, "counts");
  const kernels = scratchKernels();
  const at = kernels.place(counts);
  const scratch = kernels.allocate(16 * counts.length + HISTOGRAM_BYTES);
  return kernels.call.plugInEntropy(at, counts.length, scratch);
}
