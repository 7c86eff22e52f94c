import { key, type Key, randomBits } from "../../../kernels/index.js";
import { type EnsembleMeasures, ensembleMeasures } from "../../information/ensemble-measures.js";

/** A law of equally likely patterns, to look at, and its measures. */
export interface Example {
  readonly label: string;
  readonly patterns: readonly string[];
  readonly measures: EnsembleMeasures;
  /** Some replicates drawn from it. */
  readonly drawn: readonly string[];
}

/** All patterns with so many cells of each fate, in ascending order. @param composition `[fate]` */
export function arrangements(composition: readonly number[]): string[] {
  const cells = composition.reduce((sum, count) => sum + count, 0);
  if (cells === 0) return [""];
  return composition.flatMap((count, fate) =>
    count === 0
      ? []
      : arrangements(composition.map((one, other) => (other === fate ? one - 1 : one))).map(
          (rest) => fate.toString() + rest,
        ),
  );
}

/** All 2ᴺ patterns of two fates. */
export function allPatterns(cells: number): string[] {
  return Array.from({ length: cells + 1 }, (_, on) => arrangements([cells - on, on])).flat();
}

/** A pattern with every fate changed to the other. */
export function complement(pattern: string): string {
  return pattern.replaceAll(/[01]/g, (fate) => (fate === "0" ? "1" : "0"));
}

const DRAWN = 12;

function exampleOf(label: string, patterns: readonly string[], drawKey: Key): Example {
  const drawn = Array.from(randomBits(drawKey, DRAWN), (word) => patterns[word % patterns.length] ?? "");
  return { label, patterns, measures: ensembleMeasures(patterns), drawn };
}

/** Of the examples. */
export const CELLS = 7;
/** A palindrome whose cells are as evenly on and off as those of seven can be. */
const SURE = "0110110";
/** An alternation. */
const ALTERNATION = "1010101";

/** Laws of 7 cells, from the poorest to the richest and back to chance. */
export function workedExamples(): readonly Example[] {
  const laws: readonly (readonly [label: string, patterns: readonly string[]])[] = [
    ["all cells off", ["0".repeat(CELLS)]],
    [`always ${SURE}`, [SURE]],
    ["either alternation", [ALTERNATION, complement(ALTERNATION)]],
    ["all on or all off", ["0".repeat(CELLS), "1".repeat(CELLS)]],
    ["any 4 of 7 on", arrangements([3, 4])],
    ["coin flips", allPatterns(CELLS)],
  ];
  return laws.map(([label, patterns], i) => exampleOf(label, patterns, key(i)));
}
