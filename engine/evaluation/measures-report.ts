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

/** The report of an assessment: its measures and its patterns, or the `most` most frequent of them. */
export function measuresReport(
  { measures, ensemble }: Assessment,
  seed: number,
  backend: string,
  most?: number,
): MeasuresReport {
  const { words, counts } = ensemble.distinct;
  const ranked = Uint32Array.from(counts, (_, i) => i).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const patterns = Array.from(ranked.subarray(0, most), (i) => ({
    pattern: patternString(words, i, ensemble.layout),
    count: counts[i]!,
  }));
  return { ...measures, seed, backend, patterns };
}
