import { describe, expect, it } from "vitest";
import { symmetricBound } from "#engine/information/symmetric-bound.js";
import { key, randomBits } from "#kernels/index.js";

type Boundary = "open" | "pinned" | "periodic";
const h2 = (p: number): number => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);

/** All patterns of the line, grouped into those its symmetry makes equally likely. */
function orbits(cells: number, fates: number, boundary: Boundary): string[][] {
  const found = new Map<string, string[]>();
  for (let i = 0; i < fates ** cells; i++) {
    const pattern = i.toString(fates).padStart(cells, "0");
    if (boundary === "pinned" && !(pattern.startsWith("0") && pattern.endsWith("0"))) continue;
    const turns = boundary === "periodic" ? cells : 1;
    const images = Array.from({ length: turns }, (_, t) => pattern.slice(t) + pattern.slice(0, t)).flatMap(
      (image) => [image, image.split("").reverse().join("")],
    );
    const orbit = [...new Set(images)].sort();
    found.set(orbit[0]!, orbit);
  }
  return [...found.values()];
}

/** U of a law, from its definition. */
function utilityOf(law: readonly { pattern: string; probability: number }[]): number {
  const cells = law[0]!.pattern.length;
  const fates = new Map<string, number>();
  let whole = 0;
  for (const { pattern, probability } of law) {
    if (probability > 0) whole -= probability * Math.log2(probability);
    for (const fate of pattern) fates.set(fate, (fates.get(fate) ?? 0) + probability / cells);
  }
  let pooled = 0;
  for (const p of fates.values()) if (p > 0) pooled -= p * Math.log2(p);
  return pooled - whole / cells;
}

/**
 * The largest utility found over symmetric laws: steepest ascent (multiplicative steps along the influence
 * function) from random weights of the orbits, some of them sparse.
 */
function searchedMaximum(cells: number, fates: number, boundary: Boundary, starts: number): number {
  const groups = orbits(cells, fates, boundary);
  const compositions = groups.map(([pattern]) =>
    Array.from({ length: fates }, (_, f) => pattern!.split("").filter((c) => Number(c) === f).length / cells),
  );
  const words = randomBits(key(cells * 100 + fates), starts * groups.length);
  let best = -Infinity;
  for (let start = 0; start < starts; start++) {
    let weights = groups.map(
      (_, o) => (1e-9 + words[start * groups.length + o]! / 2 ** 32) ** (1 + (start % 8) * 4),
    );
    for (let step = 0; step < 300; step++) {
      const total = weights.reduce((a, b) => a + b, 0);
      weights = weights.map((w) => w / total);
      const pooled = Array.from({ length: fates }, (_, f) =>
        weights.reduce((sum, w, o) => sum + w * compositions[o]![f]!, 0),
      );
      const influence = groups.map((orbit, o) => {
        const surprise = compositions[o]!.reduce(
          (sum, c, f) => (c > 0 ? sum - c * Math.log2(pooled[f]!) : sum),
          0,
        );
        return surprise + Math.log2(Math.max(weights[o]!, 1e-300) / orbit.length) / cells;
      });
      const utility = influence.reduce(
        (sum, bits, o) => (weights[o]! > 0 ? sum + weights[o]! * bits : sum),
        0,
      );
      best = Math.max(best, utility);
      weights = weights.map(
        (w, o) => w * 2 ** Math.max(-50, Math.min(50, 0.3 * cells * (influence[o]! - utility))),
      );
    }
  }
  return best;
}

describe("the bound on symmetric laws", () => {
  it.each([
    [6, "open", 0.9183],
    [10, "open", 0.971],
    [14, "pinned", 0.9852],
    [22, "open", 0.994],
    [7, "open", h2(3 / 7)],
    [7, "pinned", 0.9852281360342515],
    [20, "pinned", 1],
    [7, "periodic", 6 / 7],
    [4096, "open", 1],
  ] as const)("of %d cells, %s, is %d bits", (cells, boundary, bits) => {
    const bound = symmetricBound(cells, 2, boundary);
    // The references have four decimals.
    expect(bound.reached).toBeCloseTo(bits, 4);
    expect(bound).toMatchObject({ exact: true, atMost: bound.reached });
  });

  const small = (["open", "pinned", "periodic"] as const).flatMap((boundary) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((cells) => ({ boundary, cells, fates: 2 })),
  );
  const threeFates = (["open", "pinned", "periodic"] as const).flatMap((boundary) =>
    [2, 3, 4, 5].map((cells) => ({ boundary, cells, fates: 3 })),
  );

  it.each([...small, ...threeFates])(
    "is exceeded by none of many laws searched, and found where it is exact ($cells cells, $fates fates, $boundary)",
    ({ boundary, cells, fates }) => {
      const bound = symmetricBound(cells, fates, boundary);
      const found = searchedMaximum(cells, fates, boundary, 40);
      // Weights that should vanish only fall below 1e-9, with −w·log2 w around 1e-8.
      expect(found).toBeLessThanOrEqual(bound.atMost + 1e-9);
      if (bound.exact) expect(found).toBeGreaterThan(bound.reached - 1e-3);
    },
  );

  it("comes with a law of that utility, symmetric and possible", () => {
    for (const boundary of ["open", "pinned", "periodic"] as const) {
      for (let fates = 2; fates <= 10; fates++) {
        for (let cells = 1; cells <= 30; cells++) {
          const { reached, atMost, law } = symmetricBound(cells, fates, boundary);
          expect(law.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
          expect(utilityOf(law)).toBeCloseTo(reached, 12);
          expect(reached).toBeLessThanOrEqual(atMost);
          const probabilities = new Map(law.map(({ pattern, probability }) => [pattern, probability]));
          for (const { pattern, probability } of law) {
            expect(pattern).toHaveLength(cells);
            expect(probabilities.get(pattern.split("").reverse().join(""))).toBe(probability);
            if (boundary === "pinned") expect(pattern).toMatch(/^0(.*0)?$/);
            if (boundary === "periodic")
              expect(probabilities.get(pattern.slice(1) + pattern.slice(0, 1))).toBe(probability);
          }
        }
      }
    }
  });

  it("is the largest of all sure palindromes for two fates and at least three cells", () => {
    for (let cells = 3; cells <= 60; cells++) {
      const possible = Array.from({ length: cells - 1 }, (_, k) => k + 1).filter(
        (k) => cells % 2 === 1 || k % 2 === 0,
      );
      const best = Math.max(...possible.map((k) => h2(k / cells)));
      expect(symmetricBound(cells, 2, "open").reached).toBeCloseTo(best, 12);
      expect(symmetricBound(cells, 2, "pinned").reached).toBeCloseTo(best, 12);
    }
  });

  it("is all of log2 Z where every fate can have the same even number of cells", () => {
    expect(symmetricBound(12, 3, "open")).toMatchObject({ exact: true });
    expect(symmetricBound(12, 3, "open").reached).toBeCloseTo(Math.log2(3), 13);
  });

  it("does not claim to know more than it does for three fates", () => {
    expect(symmetricBound(4, 3, "open")).toMatchObject({ exact: false });
    // 0110 mixed with 2222 beats both the best palindrome (1) and the best mirror pair (1.25).
    expect(symmetricBound(4, 3, "open").reached).toBeCloseTo(0.75 * Math.log2(1 + 2 ** (4 / 3)), 12);
  });
});
