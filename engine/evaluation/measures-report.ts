import * as z from "zod";
import { LIMITS, patternString } from "../../kernels/index.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import { ESTIMATOR_NAMES } from "../information/entropy-estimators.js";
import { ensembleOfPatterns, type PatternEnsemble } from "../information/pattern-ensemble.js";
import type { Assessment } from "./assess.js";

/** Measures as they are written to files and printed by `evaluate --json`. */
export interface MeasuresReport extends EnsembleMeasures {
  readonly seed: number;
  readonly backend: string;
  /** Most frequent first, equally frequent ones by pattern. */
  readonly patterns: readonly { readonly pattern: string; readonly count: number }[];
  /** How many distinct patterns are not listed, where a list of all of them would be too long. */
  readonly patternsLeftOut?: number;
}

/** The ensemble that measures are of; undefined where they do not list all its patterns. */
export function ensembleOfReport({
  patterns,
  patternsLeftOut,
  fates,
}: Pick<MeasuresReport, "patterns" | "patternsLeftOut" | "fates">): PatternEnsemble | undefined {
  if (patternsLeftOut !== undefined) return undefined;
  const countOf = new Map(patterns.map(({ pattern, count }) => [pattern, count]));
  const { distinct, layout } = ensembleOfPatterns([...countOf.keys()], fates);
  const { words } = distinct;
  const counts = distinct.counts.map((_, i) => countOf.get(patternString(words, i, layout)) ?? 0);
  return { distinct: { words, counts }, layout };
}

const bits = z.number().nullable();
const count = z.int().min(0);
/** The measures as a file holds them. */
export const measuresReportSchema: z.ZodType<MeasuresReport> = z.object({
  utility: bits,
  standardError: bits,
  estimator: z.enum(ESTIMATOR_NAMES),
  patternEntropy: z.number(),
  reproducibilityEntropy: bits,
  cellEntropy: z.number(),
  positionalInformation: z.number(),
  correlationalInformation: bits,
  distinctPatterns: count,
  coverage: z.number(),
  replicates: count,
  cells: count,
  fates: count,
  estimators: z.record(
    z.enum(ESTIMATOR_NAMES),
    z.object({ wholePatternEntropy: z.number(), utility: z.number() }).nullable(),
  ),
  seed: count,
  backend: z.string(),
  patterns: z.array(z.object({ pattern: z.string(), count })),
  patternsLeftOut: count.exactOptional(),
});

/** Characters of `{"pattern":"…","count":2097151},` beside the pattern itself. */
const CHARACTERS_BESIDE_CELLS = 32;

/**
 * The report of an assessment: its measures and its patterns, or the `most` most frequent of them; in any case no more
 * than `LIMITS.listedCharacters` have room for.
 */
export function measuresReport(
  { measures, ensemble }: Assessment,
  seed: number,
  backend: string,
  most?: number,
): MeasuresReport {
  const { words, counts } = ensemble.distinct;
  const room = Math.trunc(LIMITS.listedCharacters / (ensemble.layout.cells + CHARACTERS_BESIDE_CELLS));
  const ranked = Uint32Array.from(counts, (_, i) => i).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const patterns = Array.from(ranked.subarray(0, Math.min(most ?? room, room)), (i) => ({
    pattern: patternString(words, i, ensemble.layout),
    count: counts[i]!,
  }));
  const leftOut = counts.length - patterns.length;
  return { ...measures, seed, backend, patterns, ...(leftOut > 0 ? { patternsLeftOut: leftOut } : {}) };
}
