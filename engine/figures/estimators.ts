import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import type { MeasuresReport } from "../evaluation/measures-report.js";
import { ESTIMATOR_NAMES, type EstimatorName } from "../information/entropy-estimators.js";
import { boundText } from "./bound.js";
import { type Figure, figure } from "./figure.js";
import { bits, counted, plusMinus } from "./numbers.js";
import { utilityRows, utilityTable } from "./utility-rows.js";

/** What the estimators of a utility are drawn from. */
export interface EstimatorsRecords {
  readonly measures: Pick<
    MeasuresReport,
    "estimators" | "estimator" | "standardError" | "replicates" | "coverage"
  >;
  /** Of the utility by each estimator, in bits, as `utilityStandardError` has them; by default that of `measures` alone. */
  readonly standardErrors?: Readonly<Partial<Record<EstimatorName, number | null | undefined>>> | undefined;
  /** The highest utility that is possible, in bits. */
  readonly bound?: number | undefined;
}

const error = z.number().min(0).nullable();
const estimate = z.object({ wholePatternEntropy: z.number(), utility: z.number() }).nullable();
const schema: z.ZodType<EstimatorsRecords> = z.object({
  measures: z.object({
    estimators: z.record(z.enum(ESTIMATOR_NAMES), estimate),
    estimator: z.enum(ESTIMATOR_NAMES),
    standardError: error,
    replicates: z.int().min(1),
    coverage: z.number(),
  }),
  standardErrors: z.partialRecord(z.enum(ESTIMATOR_NAMES), error.optional()).optional(),
  bound: z.number().optional(),
});

/**
 * The utility of an ensemble by each estimator of entropy: where they lie apart, the replicates are too few.
 *
 * @throws CellfateError `argument.invalid`
 */
export function estimatorsFigure(records: EstimatorsRecords): Figure {
  const { measures, bound, ...given } = checkedBy(schema, records, "records");
  const { estimators, estimator, replicates, coverage } = measures;
  const errors = given.standardErrors ?? { [estimator]: measures.standardError };
  const named = ESTIMATOR_NAMES.map((label) => ({
    label,
    utility: estimators[label]?.utility ?? null,
    standardError: errors[label] ?? null,
  }));
  const table = utilityTable(named);
  const known = named.flatMap(({ utility }) => (utility === null ? [] : [utility]));
  const range =
    known.length === 0
      ? "No estimator has a value for this sample."
      : `By estimator the utility is between ${bits(Math.min(...known))} and ${bits(Math.max(...known))} bits, from ${counted(replicates, "replicate")} with a coverage of ${bits(coverage)}.`;
  const chosen = named.find(({ label }) => label === estimator);
  const without = named.filter(({ utility }) => utility === null).map(({ label }) => label);
  return figure({
    name: "estimators",
    title: "Utility by estimator",
    caption: [
      range,
      chosen === undefined ? "" : `By ${estimator}, which the run reports, it is ${plusMinus(chosen)}.`,
      without.length === 0 ? "" : `There is no value by ${without.join(", ")}.`,
      boundText(bound),
    ],
    table,
    view: utilityRows(table, named, bound),
  });
}
