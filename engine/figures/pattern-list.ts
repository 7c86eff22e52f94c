import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";
import type { MeasuresReport } from "../evaluation/measures-report.js";
import { fit, patternSchema, UNFIT } from "./fates.js";

/** What of a report says how often each pattern came. */
export type PatternList = Pick<
  MeasuresReport,
  "cells" | "fates" | "replicates" | "distinctPatterns" | "patterns"
>;

/** Of lists with at least one pattern, most frequent first. */
const patternListSchema: z.ZodType<PatternList> = z
  .object({
    cells: z.int().min(1).max(LIMITS.cells),
    fates: z.int().min(2).max(LIMITS.fates),
    replicates: z.int().min(1),
    distinctPatterns: z.int().min(1),
    patterns: z.array(z.object({ pattern: patternSchema, count: z.int().min(1) })).min(1),
  })
  .refine(
    ({ cells, fates, patterns }) =>
      fit(
        patterns.map(({ pattern }) => pattern),
        cells,
        fates,
      ),
    { path: ["patterns"], message: UNFIT },
  )
  .refine(({ replicates, patterns }) => patterns.reduce((sum, { count }) => sum + count, 0) <= replicates, {
    path: ["patterns"],
    message: "expected no more patterns than replicates",
  });

/** What patterns are drawn from. */
export interface PatternsRecords {
  readonly measures: PatternList;
}

/** Of records with a list of patterns. */
export const patternsRecordsSchema: z.ZodType<PatternsRecords> = z.object({ measures: patternListSchema });
