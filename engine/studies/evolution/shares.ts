import type { MeasuresReport } from "../../evaluation/measures-report.js";

/** The share of replicates that end in one of some patterns. */
export function shareOf(
  { patterns, replicates }: Pick<MeasuresReport, "patterns" | "replicates">,
  among: readonly string[],
): number {
  const inThem = patterns.filter(({ pattern }) => among.includes(pattern));
  return inThem.reduce((sum, { count }) => sum + count, 0) / replicates;
}
