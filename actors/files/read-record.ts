import { existsSync } from "node:fs";
import { basename } from "node:path";
import { parseJson, type Problem } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";
import { readTextFile } from "./read-text-file.js";

/** Nothing in the files of a run or a comparison is long but the patterns in a summary. */
const LIMITS = { depth: 16, values: 4_000_000 } as const;

/** The value that a text in JSON stands for. @throws CellfateError as `parseJson` */
export function parseRecord(text: string): unknown {
  return parseJson(text, LIMITS);
}

/** The value that a file of JSON holds. @throws CellfateError `usage.file`, and as `parseJson` */
export function readJson(file: string): unknown {
  return parseRecord(readTextFile(file));
}

/**
 * What a file that may be there holds, whatever became of it.
 *
 * @param parse undefined where it is not what it should be
 * @param problems where it is noted that the file cannot be used
 * @returns null where there is no file, or none that can be used
 */
export function readRecord<T>(
  file: string,
  parse: (file: string) => T | undefined,
  problems: Problem[],
): T | null {
  if (!existsSync(file)) return null;
  try {
    const value = parse(file);
    if (value !== undefined) return value;
    problems.push({ code: "run.damaged", message: `${basename(file)} is damaged.`, where: file });
  } catch (error) {
    problems.push({ ...problemOf(error), where: file });
  }
  return null;
}
