/*
 * npm run bench:compare -- OLD NEW suite …: times the suites of two built checkouts in turn, so that a disturbance meets
 * both, and prints the least time of every case and new / old. Each checkout records in its own bench/results.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { readRecords } from "./harness/record.js";

const ROUNDS = 3;
const [old, fresh, ...suites] = process.argv.slice(2);
if (old === undefined || fresh === undefined || suites.length === 0) {
  console.error("npm run bench:compare -- OLD NEW suite …: two checkouts, each built, and what to time");
  process.exit(2);
}

/** Runs the suites of a checkout and keeps the least time of each case, in the suite's unit. */
function time(checkout: string, least: Map<string, number>): void {
  const { status } = spawnSync(process.execPath, ["dist/bench/main.js", ...suites], {
    cwd: checkout,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) process.exit(1);
  for (const { suite, rows } of readRecords(join(checkout, "bench", "results"))) {
    if (!suites.includes(suite)) continue;
    for (const { name, minimum } of rows) {
      const key = `${suite}: ${name}`;
      least.set(key, Math.min(minimum, least.get(key) ?? Infinity));
    }
  }
}

const before = new Map<string, number>();
const after = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++) {
  time(old, before);
  time(fresh, after);
}
for (const [name, minimum] of after) {
  const reference = before.get(name);
  const ratio = reference === undefined ? "new" : (minimum / reference).toFixed(3);
  console.log(`${ratio}  ${minimum.toPrecision(4)} against ${reference?.toPrecision(4) ?? "–"} ns  ${name}`);
}
