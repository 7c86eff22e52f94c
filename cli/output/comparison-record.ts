import {
  type ComparedRun,
  type Quartiles,
  quartilesToTarget,
  type RunStatistics,
  runStatistics,
} from "../../engine/index.js";
import type { PlannedCase } from "../input/comparison-file.js";
import { csvText } from "./csv.js";

/** A case under a condition, with what its runs came to. */
export interface CaseRecord extends RunStatistics {
  readonly case: string;
  readonly condition: string | null;
  /** Utility to reach, in bits. */
  readonly target: number | null;
  readonly outcomes: readonly ComparedRun[];
}

/** comparison.json: no times in it, so that it has the same bytes whenever it is made. */
export interface ComparisonRecord {
  readonly schemaVersion: 1;
  readonly seeds: readonly number[];
  readonly cases: readonly CaseRecord[];
}

/** A case in timings.json. */
export interface CaseTimings {
  readonly case: string;
  readonly condition: string | null;
  /** Of searching, until the target was reached. */
  readonly secondsToTarget: Quartiles;
  /** Of searching, of each run in the order of the seeds; null where it failed. */
  readonly seconds: readonly (number | null)[];
}

/** A line of the table. */
export interface ComparedCase {
  readonly record: CaseRecord;
  readonly timings: CaseTimings;
}

/** The record of a case. */
export function caseRecord(
  { case: name, condition, config }: PlannedCase,
  outcomes: readonly ComparedRun[],
): CaseRecord {
  const { target } = config.search.stop;
  return { case: name, condition, target, ...runStatistics(outcomes), outcomes };
}

/** The times of a case. */
export function caseTimings(record: CaseRecord, seconds: readonly (number | null)[]): CaseTimings {
  const secondsToTarget = quartilesToTarget(record.outcomes, seconds);
  return { case: record.case, condition: record.condition, secondsToTarget, seconds };
}

/** A case as people name it. */
export function caseName(record: Pick<CaseRecord, "case" | "condition">): string {
  return record.condition === null ? record.case : `${record.case}, ${record.condition}`;
}

const RUN_COLUMNS = ["seed", "status", "reached", "cellSteps", "utility", "standardError", "robust"] as const;

/** A line a run, what is unknown left empty. */
export function comparisonCsv({ cases }: ComparisonRecord): string {
  const rows = cases.flatMap(({ case: name, condition, target, outcomes }) =>
    outcomes.map((run) => [name, condition, target, ...RUN_COLUMNS.map((column) => run[column])]),
  );
  const head = ["case", "condition", "target", ...RUN_COLUMNS];
  return csvText(head, rows);
}
