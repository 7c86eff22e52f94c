import { checkArray, checkInteger, checkNumber, checkObject, POSITIVE } from "../../kernels/check.js";
import { CellfateError, LIMITS, log2 } from "../../kernels/index.js";
import { shannonEntropy } from "./shannon-entropy.js";
import { softFates, type SoftMeasures, softMeasures } from "./soft-measures.js";

/** An ensemble of `distinctPatterns` equally likely patterns, each with `onCells` of the cells at fate 1. */
export interface LandscapePoint {
  readonly onCells: number;
  /** onCells / cells */
  readonly fateRatio: number;
  readonly distinctPatterns: number;
  /** S_pat = H2(k/N), S_rep = log2(M)/N: whichever patterns they are. */
  readonly hard: SoftMeasures;
  /** Of the same patterns with states 0 and 1; depends on how far apart they are. */
  readonly soft: SoftMeasures;
}

/** Utility over fate ratio and number of distinct patterns, with two fates. */
export interface UtilityLandscape {
  readonly cells: number;
  readonly steepness: number;
  readonly bandwidth: number;
  /** Ascending in onCells, then in distinctPatterns; numbers of patterns that do not exist are left out. */
  readonly points: readonly LandscapePoint[];
}

/** Up to here all binomial coefficients are exact in f64. */
export const MOST_LANDSCAPE_CELLS = 50;

/** The soft measures of M patterns take M² steps. */
const MOST_LANDSCAPE_PATTERNS = 4096;

/** Pascal's triangle: `[n][k]` → n! / (k! (n − k)!). */
function binomials(most: number): number[][] {
  const rows = [[1]];
  for (let n = 1; n <= most; n++) {
    const above = rows[n - 1]!;
    rows.push(Array.from({ length: n + 1 }, (_, k) => (above[k - 1] ?? 0) + (above[k] ?? 0)));
  }
  return rows;
}

/** The states, 0 or 1, of arrangement `rank` of `on` ones among `cells` cells, in lexicographic order. */
function arrangement(cells: number, on: number, rank: number, choose: readonly number[][]): number[] {
  const states: number[] = [];
  let [left, before] = [on, rank];
  for (let cell = 0; cell < cells; cell++) {
    const startingWithZero = choose[cells - cell - 1]![left] ?? 0;
    const one = before >= startingWithZero;
    if (one) [left, before] = [left - 1, before - startingWithZero];
    states.push(one ? 1 : 0);
  }
  return states;
}

/**
 * The {@link UtilityLandscape} of `cells` cells, 1 … 50: hard and soft utility where M of the arrangements of
 * k on cells occur equally often, for k = 0 … N and the M of `distinctPatterns` that exist (default 1, 2, 4,
 * … 128). The M arrangements are evenly spaced in lexicographic order. `steepness` and `bandwidth` are the
 * soft measures'.
 *
 * @throws CellfateError `information.too-many-cells`, `argument.invalid`; `wasm.not-loaded` before `loadKernels`
 */
export function utilityLandscape(options: {
  readonly cells: number;
  readonly distinctPatterns?: readonly number[];
  readonly steepness?: number;
  readonly bandwidth?: number;
}): UtilityLandscape {
  checkObject(options, "options");
  const { cells, steepness = 7, bandwidth = 0.5 } = options;
  const { distinctPatterns = [1, 2, 4, 8, 16, 32, 64, 128] } = options;
  checkInteger(cells, [1, LIMITS.cells], "options.cells");
  checkArray(distinctPatterns, [0, MOST_LANDSCAPE_PATTERNS], "options.distinctPatterns");
  distinctPatterns.forEach((count, i) => {
    checkInteger(count, [1, MOST_LANDSCAPE_PATTERNS], `options.distinctPatterns[${i}]`);
  });
  checkNumber(steepness, POSITIVE, "options.steepness");
  checkNumber(bandwidth, POSITIVE, "options.bandwidth");
  if (cells > MOST_LANDSCAPE_CELLS) {
    throw new CellfateError({
      code: "information.too-many-cells",
      message: `A utility landscape is for at most ${MOST_LANDSCAPE_CELLS} cells, but there are ${cells}.`,
      where: "options.cells",
      cure: `Take ${MOST_LANDSCAPE_CELLS} cells or fewer.`,
    });
  }
  const choose = binomials(cells);
  const points: LandscapePoint[] = [];
  for (let onCells = 0; onCells <= cells; onCells++) {
    const fateRatio = onCells / cells;
    const arrangements = choose[cells]![onCells]!;
    const patternEntropy = shannonEntropy([fateRatio, 1 - fateRatio]);
    for (const count of distinctPatterns.filter((wanted) => wanted <= arrangements)) {
      const states = Array.from({ length: count }, (_, i) =>
        arrangement(cells, onCells, Math.floor(i * (arrangements / count)), choose),
      ).flat();
      const reproducibilityEntropy = log2(count) / cells;
      points.push({
        onCells,
        fateRatio,
        distinctPatterns: count,
        hard: { utility: patternEntropy - reproducibilityEntropy, patternEntropy, reproducibilityEntropy },
        soft: softMeasures(softFates(states, steepness), { replicates: count, cells }, bandwidth),
      });
    }
  }
  return { cells, steepness, bandwidth, points };
}
