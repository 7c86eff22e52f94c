import { countPatterns, foldIn, type Key, patternLayout, randomBits } from "../../../kernels/index.js";
import type { PatternEnsemble } from "../../information/pattern-ensemble.js";
import { shannonEntropy } from "../../information/shannon-entropy.js";

/**
 * A law of patterns whose utility is known exactly: one pattern in which each cell, whatever the others do, has the other
 * fate with probability ½^`halvings`. With one halving that is coin flips, whatever the pattern.
 */
export interface MistakenPattern {
  /** N, 1 … 32. */
  readonly cells: number;
  /** Of `cells` digits, 0 or 1. */
  readonly pattern: string;
  /** 1, 2, 3 … */
  readonly halvings: number;
}

/** Fair coin flips. */
export function coinFlips(cells: number): MistakenPattern {
  return { cells, pattern: "0".repeat(cells), halvings: 1 };
}

/** Cells that are on and off by turns, each mistaken with probability ½^`halvings`. */
export function mistakenAlternation(cells: number, halvings: number): MistakenPattern {
  return { cells, pattern: "10".repeat(cells).slice(0, cells), halvings };
}

/** The probability with which a cell has the other fate. */
export function mistakeProbability({ halvings }: Pick<MistakenPattern, "halvings">): number {
  let probability = 1;
  for (let i = 0; i < halvings; i++) probability /= 2;
  return probability;
}

/** H[P(z)] of the law in bits: N·H2 of the probability of a mistake. */
export function wholeEntropy(law: MistakenPattern): number {
  const mistake = mistakeProbability(law);
  return law.cells * shannonEntropy([mistake, 1 - mistake]);
}

/** The utility of the law itself, S_pat − S_rep, in bits. */
export function exactUtility(law: MistakenPattern): number {
  const mistake = mistakeProbability(law);
  const on = law.pattern.replaceAll("0", "").length / law.cells;
  const seen = on * (1 - mistake) + (1 - on) * mistake;
  return shannonEntropy([seen, 1 - seen]) - wholeEntropy(law) / law.cells;
}

/** Independent ensembles of R replicates of a law; the same law, key and numbers give the same ones. */
export function drawEnsembles(
  { cells, pattern, halvings }: MistakenPattern,
  root: Key,
  replicates: number,
  ensembles: number,
): readonly PatternEnsemble[] {
  const layout = patternLayout(cells, 2);
  const shift = 32 - cells;
  const right = parseInt(pattern, 2) << shift;
  return Array.from({ length: ensembles }, (_, ensemble) => {
    const drawn = randomBits(foldIn(root, ensemble), replicates * halvings);
    const words = drawn.subarray(0, replicates).map((first, replicate) => {
      // A bit is set in all of the words with probability ½ each.
      let mistakes = first;
      for (let i = 1; i < halvings; i++) mistakes &= drawn[i * replicates + replicate]!;
      return right ^ ((mistakes >>> shift) << shift);
    });
    return { distinct: countPatterns(words, layout), layout };
  });
}
