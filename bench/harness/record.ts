import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Machine } from "./machine.js";
import type { Row } from "./measure.js";

/** bench/ among the sources; this file runs from dist/bench/harness/. */
export const SOURCES: string = join(import.meta.dirname, "../../../bench");
const RESULTS = join(SOURCES, "results");
const README = join(SOURCES, "README.md");
/** One suite's results, as they are recorded. */
export interface Record {
  readonly suite: string;
  readonly title: string;
  readonly unit: string;
  readonly size: string;
  readonly date: string;
  readonly machine: Machine;
  readonly rows: readonly Row[];
  readonly skipped: readonly string[];
}

export function save(record: Record): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${record.suite}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

const three = (x: number): string => (x >= 1000 ? Math.round(x).toString() : x.toPrecision(3));

/** Units of time that a table may be in, in nanoseconds. */
const TIMES = [
  ["ms", 1e6],
  ["µs", 1e3],
  ["ns", 1],
] as const;

/** A record as a Markdown table. */
export function asTable({ title, unit, size, date, machine, rows, skipped }: Record): string {
  const best = Math.min(...rows.map(({ minimum }) => minimum));
  const [time, scale] = TIMES.find(([, nanoseconds]) => best >= nanoseconds) ?? ["ns", 1];
  return [
    `### ${title}`,
    "",
    `${size}. ${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load}, commit ${machine.commit}, ${date.slice(0, 10)}.`,
    "",
    `| case | ${time} per ${unit}, least | median | spread | times the best |`,
    "|---|---:|---:|---:|---:|",
    ...rows.map(
      ({ name, minimum, median, spread }) =>
        `| ${name} | ${three(minimum / scale)} | ${three(median / scale)} | ${(100 * spread).toFixed(0)} % | ${three(minimum / best)} |`,
    ),
    ...skipped.map((reason) => `\nNot timed: ${reason}`),
    "",
  ].join("\n");
}

/** Replaces what bench/README.md has between the marks of `section`. */
export function writeSection(section: string, content: string): void {
  const text = readFileSync(README, "utf8");
  const begin = text.indexOf("\n", text.indexOf(`<!-- ${section}: made by`)) + 1;
  const end = text.indexOf(`<!-- end of ${section} -->`);
  if (begin === 0 || end < begin) throw new Error(`bench/README.md has no marks of ${section}.`);
  writeFileSync(README, `${text.slice(0, begin)}\n${content}\n${text.slice(end)}`);
}

/** The results of all suites that a folder of records has; the scaling study records something else there. */
export function readRecords(folder: string): Record[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map(
      (file) =>
        JSON.parse(readFileSync(join(folder, file), "utf8")) as Record | { readonly scaling: unknown },
    )
    .filter((record) => "rows" in record);
}

/** Replaces the tables in bench/README.md by those of all recorded suites. */
export function writeTables(): void {
  writeSection("results", readRecords(RESULTS).map(asTable).join("\n"));
}
