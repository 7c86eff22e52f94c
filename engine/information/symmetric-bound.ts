import { checkInteger, checkOneOf } from "../../kernels/check.js";
import {
  CONNECTIVITIES,
  CONNECTIVITY_NAMES,
  type ConnectivityName,
  exp,
  LIMITS,
  log,
  log2,
} from "../../kernels/index.js";
import { shannonEntropy } from "./shannon-entropy.js";

/*
 * Cells are identical, so the law of the patterns has the symmetry of the line: mirror images are equally
 * likely in an open or pinned line, on a ring rotations too. What utility can such a law reach?
 *
 * Ring. All cells have the same law, H[P_i] = S_pat, so PI = 0, and H[P(z)] ≥ H[P_i] gives
 *   U ≤ (1 − 1/N)·H[P_i] ≤ (1 − 1/N)·log2 Z,
 * reached by all cells alike, each fate equally often. It is also the bound of an open line of two cells.
 *
 * Line. The utility of a symmetric law depends on how much weight each orbit {z, mirror image of z} has. Of
 * the orbits with one composition (how many cells have each fate) the smallest is best, a palindrome where
 * there is one: where at most one fate has an odd number of cells. At a given mean composition S_pat is
 * given, and H[P(z)] is a concave function of the weights, least at a corner: at most Z compositions have
 * weight.
 *
 * Line, Z = 2, N ≥ 3: the best palindrome, k on with k as near N/2 as parity allows (N odd: any k; N even:
 * even k). N divisible by 4: U = log2 Z. Otherwise let U* = H2(½ − 1/(2N)) or, N = 2 mod 4, H2(½ − 1/N), and
 * suppose a mixture of the compositions k₁/N, k₂/N with weights 1 − w ≥ w were better. With H2(p) ≥ 4p(1 −
 * p), 1 − U* ≤ 1/N² (4/N²), and 1 − H2(w)/N ≥ U gives H2(w) < 1/N (4/N), so w is small. If k₁ is further from
 * N/2 than the best, only w ≥ 2/(N + 3) (4/(N + 6)) brings the mean close enough, against H2(w) ≥ 2w; if k₁ =
 * N/2 is odd, its mirror pair costs (1 − w + H2(w))/N ≥ 1/N > 1 − U*. And if k₁ is the best, the gain is at
 * most w·|H2′(k₁/N)|·|k₂ − k₁|/N, less than the cost H2(w)/N: N·|H2′| ≤ 3 (6), |k₂ − k₁|/N ≤ ⅔, while H2(w)/w
 * > 4 for the w allowed (N = 6 needs 1 − U* itself). A pinned line can have these palindromes too, with its
 * ends at fate 0, and no law that an open one cannot.
 *
 * Line, Z > 2: log2 Z where N/Z is a whole number and a palindrome can have it. Otherwise nothing is proven,
 * and the sure palindrome is not always best: N = 4, Z = 3 has 0110 (1 bit), 0120 and its mirror image
 * (1.25), and 0110 mixed with 2222 (1.36). Given is the best of a family: the best palindrome or mirror pair
 * with Y fates, of utility u, mixed with patterns all of one of the other Z − Y fates. These share no fate,
 * so that
 *   U = (1 − 1/N)·H[weights] + weight·u, at most (1 − 1/N)·log2(2^(u/(1 − 1/N)) + Z − Y).
 */

/** The largest utility that a law with the symmetry of the line can have, or what is known of it. */
export interface SymmetricBound {
  /** A utility that is reached, in bits. */
  readonly reached: number;
  /** A utility that no symmetric law exceeds, in bits. */
  readonly atMost: number;
  /** Whether the two are the same, so that `reached` is the maximum. */
  readonly exact: boolean;
  /** The law that reaches it: patterns, one digit a cell, and their probabilities. */
  readonly law: readonly { readonly pattern: string; readonly probability: number }[];
  /** The same in words. */
  readonly description: string;
}

interface CandidateLaw {
  readonly utility: number;
  readonly law: SymmetricBound["law"];
  readonly description: string;
}

/** H of `composition` (cells of each fate) in bits. */
function compositionEntropy(composition: readonly number[]): number {
  const cells = composition.reduce((sum, count) => sum + count, 0);
  return shannonEntropy(composition.map((count) => count / cells));
}

/** `total` in `parts` whole numbers as equal as they can be, larger ones first. */
function evenSplit(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => Math.trunc((total + parts - 1 - i) / parts));
}

/** The fates of `composition` in turn, round after round, until all are placed. */
function inTurn(composition: readonly number[]): string {
  let pattern = "";
  for (let round = 0; round < Math.max(...composition); round++) {
    composition.forEach((count, fate) => (pattern += count > round ? fate.toString() : ""));
  }
  return pattern;
}

/** `pattern` from its last cell to its first. */
function mirrored(pattern: string): string {
  return pattern.split("").reverse().join("");
}

/**
 * The palindrome of `cells` cells with `fates` fates whose composition is most even; it begins and ends with
 * fate 0.
 */
function bestPalindrome(cells: number, fates: number): CandidateLaw {
  const pairs = evenSplit(cells >> 1, fates);
  const half = inTurn(pairs);
  // The odd cell, in the middle, goes to a fate that has fewest: the last.
  const middle = cells % 2 === 1 ? (fates - 1).toString() : "";
  const composition = pairs.map((count) => 2 * count);
  composition[fates - 1]! += cells % 2;
  const pattern = half + middle + mirrored(half);
  return {
    utility: compositionEntropy(composition),
    law: [{ pattern, probability: 1 }],
    description: pattern,
  };
}

/**
 * A pattern as evenly composed as `cells` and `fates` allow, and its mirror image, at ½ each; with its ends
 * at 0 if `pinned`.
 */
function mirrorPair(cells: number, fates: number, pinned: boolean): CandidateLaw {
  const ends = pinned ? 2 : 0;
  const composition = evenSplit(cells, fates);
  if (pinned && composition[0]! < 2) composition.splice(0, fates, 2, ...evenSplit(cells - 2, fates - 1));
  const inner = inTurn(composition.map((count, fate) => (fate === 0 ? count - ends : count)));
  const pattern = pinned ? `0${inner}0` : inner;
  return {
    utility: compositionEntropy(composition) - 1 / cells,
    law: [pattern, mirrored(pattern)].map((image) => ({ pattern: image, probability: 0.5 })),
    description: `${pattern} or its mirror image, equally often`,
  };
}

/**
 * `base`, which has the first `used` fates, mixed in the best proportion with patterns all of one of the
 * others.
 */
function withUniformPatterns(base: CandidateLaw, cells: number, fates: number, used: number): CandidateLaw {
  const others = fates - used;
  if (others === 0) {
    return base.law.length === 1 ? { ...base, description: `always ${base.description}` } : base;
  }
  const scale = 1 - 1 / cells;
  const weight = exp((base.utility / scale) * log(2));
  const total = weight + others;
  const uniform = Array.from({ length: others }, (_, i) => (used + i).toString().repeat(cells));
  return {
    utility: scale * log2(total),
    law: [
      ...base.law.map(({ pattern, probability }) => ({
        pattern,
        probability: (probability * weight) / total,
      })),
      ...uniform.map((pattern) => ({ pattern, probability: 1 / total })),
    ],
    description:
      used === 1
        ? "all cells alike, each fate equally often"
        : `${base.description}, or (${(others / total).toPrecision(3)} of the time) all cells of one other fate`,
  };
}

/** The best law of an open or pinned line that is known here. */
function bestOnLine(cells: number, fates: number, pinned: boolean): CandidateLaw {
  const candidates: CandidateLaw[] = [];
  for (let used = pinned ? fates : 1; used <= fates; used++) {
    candidates.push(withUniformPatterns(bestPalindrome(cells, used), cells, fates, used));
    if (used > 1) candidates.push(withUniformPatterns(mirrorPair(cells, used, pinned), cells, fates, used));
  }
  return candidates.reduce((best, candidate) => (candidate.utility > best.utility ? candidate : best));
}

/**
 * The {@link SymmetricBound} of `cells` ≥ 1 cells with `fates` fates, 2 … 10. Of the connectivity matters what maps it
 * onto itself and whether its ends are held at fate 0; other held cells are not known here.
 *
 * Exact on a ring, for two fates, for at most two cells, and where a palindrome has all fates equally often.
 *
 * @throws CellfateError `argument.invalid`
 */
export function symmetricBound(cells: number, fates: number, connectivity: ConnectivityName): SymmetricBound {
  checkInteger(cells, [1, LIMITS.cells], "cells");
  checkInteger(fates, [2, LIMITS.fates], "fates");
  checkOneOf(connectivity, CONNECTIVITY_NAMES, "connectivity");
  const { symmetry } = CONNECTIVITIES[connectivity];
  const held = CONNECTIVITIES[connectivity].held(cells).length;
  if (cells === 1 || held === cells) {
    // One cell's entropy is all there is, or all cells are held at fate 0.
    const pattern = "0".repeat(cells);
    const law = [{ pattern, probability: 1 }];
    return { reached: 0, atMost: 0, exact: true, law, description: `always ${pattern}` };
  }
  const alike = symmetry === "dihedral" || cells === 2;
  const most = (alike ? 1 - 1 / cells : 1) * log2(fates);
  const best = alike
    ? withUniformPatterns(bestPalindrome(cells, 1), cells, fates, 1)
    : bestOnLine(cells, fates, held > 0);
  const exact = alike || fates === 2 || best.utility >= most * (1 - 1e-14);
  const atMost = exact ? best.utility : most;
  return { reached: best.utility, atMost, exact, law: best.law, description: best.description };
}
