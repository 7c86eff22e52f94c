// The README's table of strategies, made of the registry: `npm run build && node docs/strategies-table.mjs` prints it,
// with --write it takes the place of the one that stands in the README.
import { readFileSync, writeFileSync } from "node:fs";
import { describeOptions, STRATEGIES } from "../dist/engine/index.js";

const README = new URL("../README.md", import.meta.url);
const HEADER = "| `search.strategy.name` | what it is | its options and their defaults |";

const rows = STRATEGIES.map(({ name, summary, reference, schema }) => {
  const options = Object.entries(describeOptions(schema)).map(
    ([option, { default: initial }]) => `\`${option}\` ${JSON.stringify(initial)}`,
  );
  return `| \`${name}\` | ${summary}; ${reference} | ${options.join(" · ")} |`;
});
const table = `${[HEADER, "|---|---|---|", ...rows].join("\n")}\n`;

if (process.argv[2] === "--write") {
  const [before, after] = readFileSync(README, "utf8").split(`${HEADER}\n`);
  writeFileSync(README, `${before}${table}${after.replace(/^(\|.*\n)*/, "")}`);
} else process.stdout.write(table);
