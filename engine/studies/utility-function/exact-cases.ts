import { key, log2 } from "../../../kernels/index.js";
import { type EnsembleMeasures, ensembleMeasures } from "../../information/ensemble-measures.js";
import { entropyFromCounts } from "../../information/entropy-estimators.js";
import { shannonEntropy } from "../../information/shannon-entropy.js";
import type { Effort } from "../laboratory.js";
import { drawEnsembles, mistakenAlternation } from "./mistaken-pattern.js";
import { allPatterns, arrangements, complement } from "./examples.js";

/** A number that is known without computing it, and how far off what is computed is. */
export interface ExactCase {
  /** In kebab-case. */
  readonly name: string;
  /** What it is of. */
  readonly what: string;
  /** Its value as a formula. */
  readonly formula: string;
  /** What was computed, in bits; of a family of cases the one that is furthest off. */
  readonly found: number;
  /** |found − exact|, of a family the largest. */
  readonly deviation: number;
}

type Check = Pick<ExactCase, "found" | "deviation">;

function check(found: number | null, exact: number): Check {
  return { found: found ?? NaN, deviation: Math.abs((found ?? NaN) - exact) };
}

function worst(checks: readonly Check[]): Check {
  return checks.reduce((so, one) => (one.deviation <= so.deviation ? so : one));
}

/** A pattern with the first `on` of N cells on: which of them are does not matter. */
function firstOn(cells: number, on: number): string {
  return "1".repeat(on).padEnd(cells, "0");
}

function upTo(least: number, most: number): readonly number[] {
  return Array.from({ length: most - least + 1 }, (_, i) => least + i);
}

const MOST_CELLS = 32;

/** One pattern, always: every number of cells up to 32, and every number of them on. */
function surePatterns(): readonly ExactCase[] {
  const all = upTo(1, MOST_CELLS).flatMap((cells) =>
    upTo(0, cells).map((on) => ({
      share: on / cells,
      measures: ensembleMeasures([firstOn(cells, on)]),
    })),
  );
  const fate = (share: number): number => shannonEntropy([share, 1 - share]);
  const what = `one pattern of N cells, k of them on (N = 1 … ${MOST_CELLS}, every k)`;
  return [
    {
      ...{ name: "sure-utility", what: `U of ${what}`, formula: "H2(k/N)" },
      ...worst(all.map(({ share, measures }) => check(measures.utility, fate(share)))),
    },
    {
      ...{ name: "sure-positional", what: `PI of ${what}`, formula: "H2(k/N)" },
      ...worst(all.map(({ share, measures }) => check(measures.positionalInformation, fate(share)))),
    },
    {
      ...{ name: "sure-best", what: "U of one pattern of 7 cells, 3 on", formula: "0.9852281360342515" },
      ...check(ensembleMeasures([firstOn(7, 3)]).utility, 0.9852281360342515),
    },
  ];
}

/** Two complementary patterns, equally often. */
function complements(): readonly ExactCase[] {
  const all = upTo(2, MOST_CELLS).map((cells) => {
    const pattern = firstOn(cells, cells >> 1);
    return { cells, measures: ensembleMeasures([pattern, complement(pattern)]) };
  });
  const what = `two complementary patterns at ½ each (N = 2 … ${MOST_CELLS})`;
  return [
    {
      ...{ name: "complement-utility", what: `U of ${what}`, formula: "1 − 1/N" },
      ...worst(all.map(({ cells, measures }) => check(measures.utility, 1 - 1 / cells))),
    },
    {
      ...{ name: "complement-positional", what: `PI of ${what}`, formula: "0" },
      ...worst(all.map(({ measures }) => check(measures.positionalInformation, 0))),
    },
  ];
}

/** Independent fair cells: all patterns, equally often. */
function fairCells(): ExactCase {
  const all = upTo(1, 10).map((cells) => ensembleMeasures(allPatterns(cells)));
  const parts = ({ utility, positionalInformation, correlationalInformation }: EnsembleMeasures): Check =>
    worst([utility, positionalInformation, correlationalInformation].map((part) => check(part, 0)));
  const what = "U, PI and CI of independent fair cells (N = 1 … 10)";
  return { name: "fair-cells", what, formula: "0", ...worst(all.map(parts)) };
}

/** Perfect proportioning: all arrangements with N/Z cells of each fate, equally often. */
function proportioning(cells: number, fates: number, ways: number): ExactCase {
  const patterns = arrangements(new Array<number>(fates).fill(cells / fates));
  const { positionalInformation, correlationalInformation } = ensembleMeasures(patterns, { fates });
  const exact = log2(fates) - log2(ways) / cells;
  return {
    name: `proportioning-${fates}-${cells}`,
    what: `CI of perfect proportioning, ${cells} cells with ${fates} fates, and PI + CI`,
    formula: `log2 ${fates} − (1/${cells}) log2 ${ways}`,
    ...worst([
      check(correlationalInformation, exact),
      check(positionalInformation + (correlationalInformation ?? NaN), exact),
    ]),
  };
}

/** Checks that the project before this one wrote down for its own measures. */
function earlierChecks(): readonly ExactCase[] {
  const of = (patterns: readonly string[]): EnsembleMeasures => ensembleMeasures(patterns);
  return [
    {
      ...{ name: "five-outcomes", what: "H of five equally frequent outcomes", formula: "log2 5" },
      ...check(entropyFromCounts([1, 1, 1, 1, 1]), log2(5)),
    },
    {
      ...{ name: "two-of-five", what: "S_pat of 01010", formula: "H2(2/5)" },
      ...check(of(["01010"]).patternEntropy, shannonEntropy([2 / 5, 3 / 5])),
    },
    {
      ...{ name: "eight-patterns", what: "S_rep of all 8 patterns of 3 cells", formula: "log2(8)/3 = 1" },
      ...check(of(allPatterns(3)).reproducibilityEntropy, 1),
    },
    {
      ...{ name: "two-patterns", what: "S_rep of two patterns of 3 cells, ½ each", formula: "1/3" },
      ...check(of(["010", "101"]).reproducibilityEntropy, 1 / 3),
    },
  ];
}

/** U = PI + CI, S_rep ≤ S_cf ≤ S_pat, whatever the law: of ensembles that chance makes. */
function identities(): ExactCase {
  const drawn = upTo(2, 20).flatMap((cells) =>
    drawEnsembles(mistakenAlternation(cells, 3), key(cells), 50, 4),
  );
  const parts = drawn.map((ensemble) => {
    const { utility, positionalInformation, correlationalInformation } = ensembleMeasures(ensemble);
    const sum = positionalInformation + (correlationalInformation ?? NaN);
    // Whatever is below 0 of the two would be off, too.
    const below = Math.max(0, -positionalInformation, -(correlationalInformation ?? NaN));
    return { found: sum, deviation: Math.max(Math.abs(sum - (utility ?? NaN)), below) };
  });
  return {
    ...{ name: "parts", what: "PI + CI of 76 random ensembles, and PI ≥ 0, CI ≥ 0", formula: "U" },
    ...worst(parts),
  };
}

/** All cases, the larger ones only in `full`. */
export function exactCases(effort: Effort): readonly ExactCase[] {
  return [
    ...surePatterns(),
    ...complements(),
    fairCells(),
    proportioning(8, 2, 70),
    proportioning(9, 3, 1680),
    ...(effort === "full" ? [proportioning(20, 2, 184_756)] : []),
    ...earlierChecks(),
    identities(),
  ];
}
