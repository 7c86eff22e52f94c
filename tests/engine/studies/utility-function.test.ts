import { describe, expect, it } from "vitest";
import { ensembleMeasures } from "#engine/information/ensemble-measures.js";
import { symmetricBound } from "#engine/information/symmetric-bound.js";
import { bestMixture } from "#engine/studies/utility-function/bound-over-cells.js";
import { covered, estimatesOf } from "#engine/studies/utility-function/estimates.js";
import { arrangements, complement } from "#engine/studies/utility-function/examples.js";
import {
  coinFlips,
  drawEnsembles,
  exactUtility,
  mistakenAlternation,
  mistakeProbability,
} from "#engine/studies/utility-function/mistaken-pattern.js";
import { softLimitOf } from "#engine/studies/utility-function/soft-limit.js";
import { fateCounts, key, randomBits } from "#kernels/index.js";

describe("a pattern with mistakes", () => {
  it("has the utility of an ensemble in which each pattern is as frequent as it is likely", () => {
    const law = mistakenAlternation(4, 2);
    // A mistake has the probability 1/4: of 4⁴ replicates 3^right have exactly these mistakes.
    const patterns = Array.from({ length: 16 }, (_, i) => {
      const pattern = i.toString(2).padStart(4, "0");
      const right = Array.from(pattern).filter((fate, cell) => fate === law.pattern[cell]).length;
      return new Array<string>(3 ** right).fill(pattern);
    }).flat();
    expect(patterns).toHaveLength(256);
    // Rounding of a few terms.
    expect(exactUtility(law)).toBeCloseTo(ensembleMeasures(patterns).utility ?? NaN, 13);
  });

  it("is coin flips with one halving, whatever the pattern, and a sure pattern in the limit", () => {
    expect(exactUtility(coinFlips(7))).toBe(0);
    expect(exactUtility(mistakenAlternation(7, 1))).toBe(0);
    // A mistake in 2⁴⁰ takes 7·40/2⁴⁰ of a bit.
    expect(exactUtility(mistakenAlternation(7, 40))).toBeCloseTo(0.9852281360342515, 8);
  });

  it.each([coinFlips(7), mistakenAlternation(32, 1), mistakenAlternation(20, 4)])(
    "is drawn with its probability of a mistake in each cell ($cells cells, $halvings halvings)",
    (law) => {
      const replicates = 20_000;
      const [ensemble] = drawEnsembles(law, key(5), replicates, 1);
      const counts = fateCounts(ensemble!.distinct, ensemble!.layout);
      const probability = mistakeProbability(law);
      const error = Math.sqrt((probability * (1 - probability)) / replicates);
      for (let cell = 0; cell < law.cells; cell++) {
        const mistaken = counts[2 * cell + (law.pattern[cell] === "1" ? 0 : 1)]! / replicates;
        // Five standard errors: a false alarm in 30,000 seeds for all 59 cells of these laws together.
        expect(Math.abs(mistaken - probability)).toBeLessThanOrEqual(5 * error);
      }
    },
  );

  it("is drawn independently from ensemble to ensemble, and the same again", () => {
    const draw = () => drawEnsembles(mistakenAlternation(20, 2), key(3), 50, 2);
    const [first, second] = draw();
    expect(first!.distinct).not.toEqual(second!.distinct);
    expect(draw()).toEqual([first, second]);
  });
});

describe("the estimates of many ensembles", () => {
  it("are none where an estimator has no value in any, and say in how many it has", () => {
    const drawn = drawEnsembles(coinFlips(32), key(1), 10, 5);
    const none = { mean: null, deviation: null, standardError: null, defined: 0 };
    expect(estimatesOf("nsb", drawn)).toEqual({ estimator: "nsb", ...none });
    expect(covered("nsb", drawn, 0)).toBeNull();
    expect(estimatesOf("plug-in", drawn).defined).toBe(1);
    expect(covered("plug-in", drawn, 0)).toBe(0);
  });

  it("have no spread of one ensemble, and that of two is their distance over √2", () => {
    const drawn = drawEnsembles(coinFlips(7), key(2), 20, 2);
    expect(estimatesOf("plug-in", drawn.slice(0, 1))).toMatchObject({ deviation: null, standardError: null });
    const [a, b] = drawn.map((ensemble) => ensembleMeasures(ensemble).utility ?? NaN);
    const { mean, deviation, standardError } = estimatesOf("plug-in", drawn);
    expect(mean).toBeCloseTo((a! + b!) / 2, 14);
    expect(deviation).toBeCloseTo(Math.abs(a! - b!) / Math.SQRT2, 14);
    expect(standardError).toBeCloseTo(Math.abs(a! - b!) / 2, 14);
  });
});

describe("what the laws of the study are made of", () => {
  it("arranges cells in every way once, in ascending order", () => {
    expect(arrangements([1, 2])).toEqual(["011", "101", "110"]);
    const nine = arrangements([3, 3, 3]);
    expect(new Set(nine).size).toBe(1680);
    expect(nine).toEqual([...nine].sort());
    expect(complement("0110110")).toBe("1001001");
  });

  it("finds no mixture above the bound, and that half on is out of reach where no palindrome has it", () => {
    for (const cells of [3, 6, 7, 10]) {
      const { reached } = symmetricBound(cells, 2, "open");
      // The same sum in another order.
      expect(bestMixture(cells, 100)).toBeCloseTo(reached, 14);
    }
    expect(bestMixture(8, 100)).toBe(1);
    expect(bestMixture(10, 100)).toBeLessThan(1);
  });
});

describe("the soft limit", () => {
  it("keeps within what its derivation allows for any states, and ends at the hard utility", () => {
    const [replicates, cells] = [40, 5];
    // In 0 … 3/8 and 5/8 … 1.
    const states = Float32Array.from(randomBits(key(9), replicates * cells), (word) => {
      const state = (word / 2 ** 32) * 0.375;
      return word % 2 === 0 ? state : 1 - state;
    });
    const { curves, together, nearest } = softLimitOf({ replicates, cells, states }, 1);
    expect(nearest).toBeGreaterThanOrEqual(0.125);
    for (const { distance, allowed } of [...curves.flatMap(({ points }) => points), ...together]) {
      // 1e-13: rounding of sums of 40 terms, where nothing is allowed.
      expect(distance).toBeLessThanOrEqual(allowed + 1e-13);
    }
    expect(together.at(-1)?.distance).toBeLessThanOrEqual(1e-13);
    expect(together[0]?.distance).toBeGreaterThan(1e-4);
  });
});
