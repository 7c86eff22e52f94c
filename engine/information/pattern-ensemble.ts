import { checkCounts, checkDistinct, checkLayout } from "../../kernels/packed-patterns.js";
import { checkArray, checkInteger, checkObject, checkString } from "../../kernels/check.js";
import {
  CellfateError,
  countPatterns,
  type DistinctPatterns,
  LIMITS,
  packPatterns,
  type PatternLayout,
  patternLayout,
} from "../../kernels/index.js";

/** The patterns of an ensemble of replicates: which occur, how often, and how they are packed. */
export interface PatternEnsemble {
  readonly distinct: DistinctPatterns;
  readonly layout: PatternLayout;
}

/**
 * @throws CellfateError `information.no-patterns`; `argument.invalid` unless each of the patterns has a count ≥ 1
 */
export function checkEnsemble(ensemble: PatternEnsemble): void {
  checkObject(ensemble, "ensemble");
  const { distinct, layout } = ensemble;
  checkLayout(layout, "ensemble.layout");
  checkDistinct(distinct, layout.wordsPerPattern, "ensemble.distinct");
  checkCounts(distinct, "ensemble.distinct");
  if (distinct.counts.length === 0) throw noPatterns();
}

function noPatterns(): CellfateError {
  return new CellfateError({
    code: "information.no-patterns",
    message: "An ensemble needs at least one pattern of at least one cell.",
    where: "patterns",
    cure: "Pass the patterns of one replicate or more.",
  });
}

/** The highest digit of `pattern`, NaN if it is not a string of `cells` digits. */
function highestFate(pattern: string, cells: number): number {
  if (pattern.length !== cells) return NaN;
  let highest = 0;
  for (let cell = 0; cell < cells; cell++) {
    const fate = pattern.charCodeAt(cell) - 48;
    if (fate < 0 || fate > 9) return NaN;
    if (fate > highest) highest = fate;
  }
  return highest;
}

/**
 * The {@link PatternEnsemble} of patterns given as strings of one digit a cell, one a replicate.
 *
 * `fates`: Z, 2 … 10; by default the fewest, at least two, that the digits need.
 *
 * @throws CellfateError `information.no-patterns`, `information.bad-pattern`, `argument.invalid`
 */
export function ensembleOfPatterns(patterns: readonly string[], fates?: number): PatternEnsemble {
  checkArray(patterns, [0, LIMITS.replicates], "patterns");
  patterns.forEach((pattern, index) => {
    checkString(pattern, `patterns[${index}]`);
  });
  if (fates !== undefined) checkInteger(fates, [2, LIMITS.fates], "fates");
  const cells = patterns[0]?.length ?? 0;
  if (cells === 0) throw noPatterns();
  const most = (fates ?? 10) - 1;
  let highest = 1;
  for (const [index, pattern] of patterns.entries()) {
    const fate = highestFate(pattern, cells);
    if (!(fate <= most)) {
      throw new CellfateError({
        code: "information.bad-pattern",
        message: `Patterns must be strings of ${cells} digits 0 … ${most}, but one is "${pattern}".`,
        where: `patterns[${index}]`,
        cure: "Write the fate of each cell as one digit, cell 0 first, all patterns equally long.",
      });
    }
    highest = Math.max(highest, fate);
  }
  const layout = patternLayout(cells, fates ?? highest + 1);
  return { distinct: countPatterns(packPatterns(patterns, layout), layout), layout };
}
