import { exp, log, log1p } from "../../../kernels/math/f64.js";
import { shannonEntropy } from "../../information/shannon-entropy.js";

/** E[value(k)] of a binomial k of `draws` at `chance`, 0 < chance < 1. */
function expected(draws: number, chance: number, value: (k: number) => number): number {
  let sum = 0;
  let logMass = draws * log1p(-chance);
  for (let k = 0; k <= draws; k++) {
    sum += exp(logMass) * value(k);
    if (k < draws) logMass += log(((draws - k) * chance) / ((k + 1) * (1 - chance)));
  }
  return sum;
}

/**
 * What the plug-in estimate of the utility comes to on average, in bits, where all cells are independent fair coins, whose
 * utility is 0: few replicates look like few patterns.
 */
export function coinFlipUtility(cells: number, replicates: number): number {
  const flips = cells * replicates;
  const patternEntropy = 2 * expected(flips, 0.5, (k) => shannonEntropy([k / flips]));
  let patterns = 1;
  for (let cell = 0; cell < cells; cell++) patterns *= 2;
  const wholePatternEntropy =
    patterns * expected(replicates, 1 / patterns, (k) => shannonEntropy([k / replicates]));
  return patternEntropy - wholePatternEntropy / cells;
}
