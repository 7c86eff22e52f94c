import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Machine } from "./machine.js";
import type { Row } from "./measure.js";

/** bench/ among the sources; this file runs from dist/bench/harness/. */
export const SOURCES: string = join(import.meta.dirname, "../../../bench");
const RESULTS = join(SOURCES, "results");
const README = join(SOURCES, "README.md");
const BEGIN = "<!-- results: made by npm run bench -->";
const END = "<!-- end of results -->";

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

/** A record as a Markdown table. */
export function asTable({ title, unit, size, date, machine, rows, skipped }: Record): string {
  const best = Math.min(...rows.map(({ minimum }) => minimum));
  return [
    `### ${title}`,
    "",
    `${size}. ${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load}, commit ${machine.commit}, ${date.slice(0, 10)}.`,
    "",
    `| case | ns per ${unit}, least | median | spread | times the best |`,
    "|---|---:|---:|---:|---:|",
    ...rows.map(
      ({ name, minimum, median, spread }) =>
        `| ${name} | ${three(minimum)} | ${three(median)} | ${(100 * spread).toFixed(0)} % | ${three(minimum / best)} |`,
    ),
    ...skipped.map((reason) => `\nNot timed: ${reason}`),
    "",
  ].join("\n");
}

/** Replaces the tables in bench/README.md by those of all recorded results. */
export function writeTables(): void {
  const records = readdirSync(RESULTS)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(RESULTS, file), "utf8")) as Record | { scaling: unknown })
    .filter((record) => "rows" in record);
  const text = readFileSync(README, "utf8");
  const [before, rest] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))];
  writeFileSync(README, `${before}${BEGIN}\n\n${records.map(asTable).join("\n")}\n${rest}`);
}
