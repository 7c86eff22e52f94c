import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type AttainedCase, parseComparison, type Problem } from "../../engine/index.js";
import { COMPARED_RUNS, COMPARISON_FILES } from "./comparison-directory.js";
import { readJson, readRecord } from "./read-record.js";
import { type ReadRun, readRun } from "./read-run.js";
import { RUN_FILES } from "./run-directory.js";

/** Runs that are looked at beside one another, and what they came to together. */
export interface ReadComparison {
  readonly runs: readonly ReadRun[];
  /** None where nobody compared the runs, or comparison.json cannot be used. */
  readonly cases: readonly AttainedCase[];
  /** Beside those of the runs. */
  readonly problems: readonly Problem[];
}

/** Whether a directory is that of a comparison, made whole or begun; a run may have anything beside its files. */
export function isComparison(path: string): boolean {
  const holds = (name: string): boolean => existsSync(join(path, name));
  return !holds(RUN_FILES.config) && [COMPARISON_FILES.data, COMPARED_RUNS].some(holds);
}

/** Reads a comparison, damaged or not; it is neither locked nor changed. */
export function readComparison(path: string): ReadComparison {
  const problems: Problem[] = [];
  const parse = (file: string): readonly AttainedCase[] | undefined => parseComparison(readJson(file));
  const cases = readRecord(join(path, COMPARISON_FILES.data), parse, problems) ?? [];
  const folder = join(path, COMPARED_RUNS);
  const runs = existsSync(folder) ? runsBelow(folder).map(readRun) : [];
  return { runs, cases, problems };
}

/** The run directories below a folder, in the order of their names. */
function runsBelow(folder: string): readonly string[] {
  if (existsSync(join(folder, RUN_FILES.config))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(runsBelow);
}
