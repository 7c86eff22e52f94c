/*
 * npm run bench [-- [--quick] [suite …]]: verifies and times the suites of bench/suites/, and records the results.
 * --quick takes under a minute and records nothing.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { describeMachine } from "./harness/machine.js";
import { measure } from "./harness/measure.js";
import { asTable, save, writeTables } from "./harness/record.js";
import type { SuiteFactory } from "./harness/suite.js";

const folder = join(import.meta.dirname, "suites");
const available = readdirSync(folder)
  .filter((file) => file.endsWith(".js"))
  .map((file) => file.slice(0, -".js".length));

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const quick = process.argv.includes("--quick");
const unknown = names.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(", ")}: there are ${available.join(", ")}.`);
  process.exit(2);
}

for (const name of names.length > 0 ? names : available) {
  const { default: factory } = (await import(`./suites/${name}.js`)) as { default: SuiteFactory };
  const machine = describeMachine();
  const suite = await factory({ quick });
  try {
    await suite.verify();
    const { title, unit, size, skipped = [] } = suite;
    const date = new Date().toISOString();
    const record = {
      suite: name,
      title,
      unit,
      size,
      date,
      machine,
      rows: await measure(suite, { quick }),
      skipped,
    };
    console.log(asTable(record));
    if (!quick) save(record);
  } finally {
    suite.dispose?.();
  }
}
if (!quick) writeTables();
