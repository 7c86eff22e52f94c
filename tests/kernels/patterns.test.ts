import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  countPatterns,
  type DistinctPatterns,
  mergeDistinct,
  packPatterns,
  patternLayout,
  type PatternLayout,
  patternString,
} from "#kernels/index.js";
import { comparePatterns } from "#kernels/patterns.js";
import { countPatterns as countBySorting } from "#kernels/reference/count-patterns.js";

interface Ensemble {
  readonly layout: PatternLayout;
  readonly patterns: readonly string[];
}

/** Patterns of up to 150 cells (several words) with repeats: as drawn, from a pool, and their neighbours. */
const ensembles: fc.Arbitrary<Ensemble> = fc
  .record({ cells: fc.integer({ min: 1, max: 150 }), fates: fc.integer({ min: 2, max: 10 }) })
  .chain(({ cells, fates }) => {
    const pattern = fc
      .array(fc.integer({ min: 0, max: fates - 1 }), { minLength: cells, maxLength: cells })
      .map((digits) => digits.join(""));
    return fc
      .record({
        pool: fc.array(pattern, { minLength: 1, maxLength: 6 }),
        picks: fc.array(fc.nat(), { maxLength: 60 }),
        others: fc.array(pattern, { maxLength: 10 }),
      })
      .map(({ pool, picks, others }) => ({
        layout: patternLayout(cells, fates),
        patterns: [...picks.map((pick) => pool[pick % pool.length]!), ...others],
      }));
  });

/** What counting is: a Map of strings, its entries sorted. */
function countStrings(patterns: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function asStrings({ words, counts }: DistinctPatterns, layout: PatternLayout): [string, number][] {
  return Array.from(counts, (count, i) => [patternString(words, i, layout), count]);
}

describe("a packed pattern", () => {
  test("reads back as the digits it was packed from", () => {
    fc.assert(
      fc.property(ensembles, ({ layout, patterns }) => {
        const words = packPatterns(patterns, layout);
        expect(patterns.map((_, i) => patternString(words, i, layout))).toEqual(patterns);
      }),
      { seed: 1 },
    );
  });

  test("sorts as its string of digits does", () => {
    fc.assert(
      fc.property(ensembles, ({ layout, patterns }) => {
        const words = packPatterns(patterns, layout);
        const order = (i: number, j: number): number =>
          Math.sign(comparePatterns(words, i, words, j, layout.wordsPerPattern));
        const last = patterns.length - 1;
        patterns.forEach((pattern, i) => {
          const other = patterns[last - i]!;
          expect(order(i, last - i)).toBe(pattern < other ? -1 : pattern > other ? 1 : 0);
        });
      }),
      { seed: 2 },
    );
  });

  test.each([
    [2, 1, 32, 1],
    [3, 2, 16, 2],
    [4, 2, 16, 2],
    [5, 3, 10, 4],
    [8, 3, 10, 4],
    [9, 4, 8, 4],
    [10, 4, 8, 4],
  ])("of %d fates takes %d bits a cell, %d cells a word", (fates, bitsPerCell, cellsPerWord, words32) => {
    expect(patternLayout(32, fates)).toMatchObject({ bitsPerCell, cellsPerWord, wordsPerPattern: words32 });
  });

  test("of the 4096 cells and 10 fates that are the limit reads back", () => {
    const layout = patternLayout(4096, 10);
    const pattern = Array.from({ length: 4096 }, (_, cell) => ((cell * 7) % 10).toString()).join("");
    expect(patternString(packPatterns([pattern], layout), 0, layout)).toBe(pattern);
  });

  test("has cell 0 in the highest bits of word 0", () => {
    expect([...packPatterns(["1" + "0".repeat(32)], patternLayout(33, 2))]).toEqual([0x80000000, 0]);
    expect([...packPatterns(["0".repeat(32) + "1"], patternLayout(33, 2))]).toEqual([0, 0x80000000]);
  });
});

describe("counting distinct patterns", () => {
  test("gives what a Map of strings and the reference give, in the order of the strings", () => {
    fc.assert(
      fc.property(ensembles, ({ layout, patterns }) => {
        const words = packPatterns(patterns, layout);
        const counted = countPatterns(words, layout);
        expect(asStrings(counted, layout)).toEqual(countStrings(patterns));
        expect(counted).toEqual(countBySorting(words, layout));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test.each([1, 2, 31, 32, 33, 64, 65, 1000, 4096])(
    "works for %d cells of every number of fates",
    (cells) => {
      for (let fates = 2; fates <= 10; fates++) {
        const layout = patternLayout(cells, fates);
        const patterns = Array.from({ length: 7 }, (_, i) =>
          Array.from({ length: cells }, (_, cell) => (((cell + 1) * ((i % 5) + 3)) % fates).toString()).join(
            "",
          ),
        );
        expect(asStrings(countPatterns(packPatterns(patterns, layout), layout), layout)).toEqual(
          countStrings(patterns),
        );
      }
    },
  );

  test.each([
    [
      "all distinct, spread over every bit",
      (i: number) => [Math.imul(i, 0x9e3779b1), Math.imul(i, 0x85ebca6b)],
    ],
    ["all equal", () => [0x12345678, 0x9abcdef0]],
    ["of few values", (i: number) => [i % 3, i % 5]],
    ["descending, the first word equal", (i: number) => [7, -i]],
    ["descending, the second word equal", (i: number) => [-i, 7]],
  ])("of 64 cells is right for many patterns, %s", (_name, wordsOf) => {
    const count = 20_000;
    const layout = patternLayout(64, 2);
    const words = Uint32Array.from({ length: 2 * count }, (_, k) => wordsOf(k >> 1)[k & 1]!);
    expect(countPatterns(words, layout)).toEqual(countBySorting(words, layout));
  });

  test("finds nothing in nothing", () => {
    expect(countPatterns(new Uint32Array(0), patternLayout(7, 2)).counts).toHaveLength(0);
  });
});

describe("merging counts", () => {
  test("of parts gives the counts of the whole, however it was cut", () => {
    fc.assert(
      fc.property(ensembles, fc.array(fc.nat(70), { maxLength: 5 }), ({ layout, patterns }, cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), patterns.length];
        const parts = edges
          .slice(1)
          .map((end, i) => countPatterns(packPatterns(patterns.slice(edges[i], end), layout), layout));
        const merged = mergeDistinct(parts, layout.wordsPerPattern);
        expect(merged).toEqual(countPatterns(packPatterns(patterns, layout), layout));
      }),
      { seed: 4 },
    );
  });

  test("of no parts is empty", () => {
    expect(mergeDistinct([], 2)).toEqual({ words: new Uint32Array(0), counts: new Uint32Array(0) });
  });
});
