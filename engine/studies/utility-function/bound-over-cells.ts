import { ensembleMeasures } from "../../information/ensemble-measures.js";
import { shannonEntropy } from "../../information/shannon-entropy.js";
import { symmetricBound } from "../../information/symmetric-bound.js";

/** The highest utility of two fates by the number of cells, in bits. */
export interface BoundOfCells {
  /** N ≥ 3. */
  readonly cells: number;
  /** On an open line. */
  readonly open: number;
  /** A law that reaches it, in words. */
  readonly law: string;
  /** The utility of this law, measured. */
  readonly reached: number;
  /** On a ring. */
  readonly ring: number;
  /** The highest utility of an open line that is found by trying mixtures, see {@link bestMixture}. */
  readonly tried: number;
}

/**
 * The highest utility of an open line among mixtures of two compositions, k₁ of N cells on with weight 1 − w and k₂ with
 * weight w, w = 0, 1/`parts` … 1. The proof of the bound says that one such mixture is the best of all laws: each
 * composition by a palindrome, which costs nothing, or where there is none by a pattern and its mirror image, a bit.
 */
export function bestMixture(cells: number, parts: number): number {
  const cost = (on: number): number => (cells % 2 === 0 && on % 2 === 1 ? 1 : 0);
  let best = 0;
  for (let first = 0; first <= cells; first++) {
    for (let second = 0; second <= cells; second++) {
      for (let part = 0; 2 * part <= parts; part++) {
        const weight = part / parts;
        const on = ((1 - weight) * first + weight * second) / cells;
        const whole =
          shannonEntropy([weight, 1 - weight]) + (1 - weight) * cost(first) + weight * cost(second);
        best = Math.max(best, shannonEntropy([on, 1 - on]) - whole / cells);
      }
    }
  }
  return best;
}

/** The bounds of 3 … `most` cells. @param parts of a weight that is tried */
export function boundOverCells(most: number, parts: number): readonly BoundOfCells[] {
  return Array.from({ length: most - 2 }, (_, i) => {
    const cells = i + 3;
    const { reached: open, law, description } = symmetricBound(cells, 2, "open");
    // With two fates all patterns of the best law are equally likely.
    const { utility } = ensembleMeasures(law.map(({ pattern }) => pattern));
    const ring = symmetricBound(cells, 2, "periodic").reached;
    const tried = bestMixture(cells, parts);
    return { cells, open, law: description, reached: utility ?? NaN, ring, tried };
  });
}
