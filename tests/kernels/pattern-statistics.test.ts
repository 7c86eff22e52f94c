import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { countPatterns, fateCounts, packPatterns, patternLayout, plugInEntropy } from "#kernels/index.js";

const counts = (...values: number[]): Uint32Array => Uint32Array.from(values);

describe("plugInEntropy", () => {
  test.each([
    [[5], 0],
    [[3, 3], 1],
    [[1, 1, 1, 1, 1], Math.log2(5)],
    [[0, 4, 0, 4, 8], 1.5],
    // (4,2,3,0,2,4,0,0,2,1,1): 1.968382 nats, published with the R package `entropy`.
    [[4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1], 2.8397752],
  ])("of counts %j is %d bits", (values, expected) => {
    // Half a digit of the published value; the others are exact but for rounding.
    expect(plugInEntropy(counts(...values))).toBeCloseTo(expected, values.length === 11 ? 5 : 14);
  });

  test("is −Σ p log2 p to a few roundings a term", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 0xffffff }), { minLength: 1, maxLength: 500 }),
        (values) => {
          const total = values.reduce((sum, value) => sum + value, 0);
          const expected = values.reduce((sum, value) => sum - (value / total) * Math.log2(value / total), 0);
          // Each of up to 500 additions rounds a sum of at most 9 bits: 500·9·2⁻⁵³ = 5e-13.
          expect(Math.abs(plugInEntropy(Uint32Array.from(values)) - expected)).toBeLessThan(1e-12);
        },
      ),
      { seed: 1 },
    );
  });

  test("has the same bits in whatever order the counts come, with or without zeros", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 200 }), (values) => {
        fc.pre(values.some((value) => value > 0));
        const entropy = plugInEntropy(Uint32Array.from(values));
        expect(plugInEntropy(Uint32Array.from(values.toReversed()))).toBe(entropy);
        expect(plugInEntropy(Uint32Array.from(values.filter((value) => value > 0)))).toBe(entropy);
      }),
      { seed: 2 },
    );
  });
});

describe("fateCounts", () => {
  test("counts every cell's fates over all replicates", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 2, max: 10 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
        (cells, fates, numbers) => {
          const layout = patternLayout(cells, fates);
          const fateOf = (number: number, cell: number): number => (number + cell * (number % 7)) % fates;
          const patterns = numbers.map((number) =>
            Array.from({ length: cells }, (_, cell) => fateOf(number, cell).toString()).join(""),
          );
          const expected = new Uint32Array(cells * fates);
          for (const pattern of patterns) {
            for (let cell = 0; cell < cells; cell++) expected[cell * fates + Number(pattern[cell])]! += 1;
          }
          const distinct = countPatterns(packPatterns(patterns, layout), layout);
          expect(fateCounts(distinct, layout)).toEqual(expected);
        },
      ),
      { seed: 3 },
    );
  });
});
