import * as z from "zod";
import type { RunStatistics } from "../analysis/run-comparison.js";

/** What of a case of a comparison is drawn. */
export interface AttainedCase extends Pick<RunStatistics, "runs" | "distribution"> {
  readonly case: string;
  readonly condition: string | null;
  /** Utility to reach, in bits. */
  readonly target: number | null;
  readonly cellSteps: Pick<RunStatistics["cellSteps"], "median">;
}

/** Far more than any search takes: beyond, decades have no exact numbers. */
const MOST_CELL_STEPS = 1e22;

/** The cases of a comparison, one at least; others of their keys are of no account. */
export const attainedCasesSchema: z.ZodType<readonly AttainedCase[]> = z
  .array(
    z.object({
      case: z.string(),
      condition: z.string().nullable(),
      target: z.number().nullable(),
      runs: z.int().min(1),
      cellSteps: z.object({ median: z.number().min(0).nullable() }),
      distribution: z.array(
        z.object({ cost: z.number().min(0).max(MOST_CELL_STEPS), share: z.number().min(0).max(1) }),
      ),
    }),
  )
  .min(1);

const comparisonSchema = z.object({ schemaVersion: z.literal(1), cases: attainedCasesSchema });

/** The cases that a parsed comparison.json holds; undefined where it is none. */
export function parseComparison(value: unknown): readonly AttainedCase[] | undefined {
  return comparisonSchema.safeParse(value).data?.cases;
}
