import { patternString } from "../../kernels/index.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import type { Assessment } from "./assess.js";

/** Measures as they are written to files and printed by `evaluate --json`. */
export interface MeasuresReport extends EnsembleMeasures {
  readonly seed: number;
  readonly backend: string;
  /** Most frequent first, equally frequent ones by pattern. */
  readonly patterns: readonly { readonly pattern: string; readonly count: number }[];
}

/** The report of an assessment: its measures and its patterns. */
export function measuresReport(
  { measures, ensemble }: Assessment,
  seed: number,
  backend: string,
): MeasuresReport {
  const { words, counts } = ensemble.distinct;
  const patterns = Array.from(counts, (count, i) => ({
    pattern: patternString(words, i, ensemble.layout),
    count,
  }));
  // The patterns are ascending and the sort is stable.
  patterns.sort((a, b) => b.count - a.count);
  return { ...measures, seed, backend, patterns };
}
