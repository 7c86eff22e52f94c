import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { compare } from "../comparison.js";
import { readComparison } from "../input/comparison-file.js";
import { collect } from "../input/shared-options.js";
import { examplesText } from "../output/examples.js";

const EXAMPLE = `
For example:
  base: { search: { stop: { target: 0.7 } } }   # or a preset's name, or preset: NAME and keys that change it
  cases: { plain: {}, cma: { search: { strategy: cma-es } } }
  conditions: { open: {}, pinned: { model: { boundary: pinned } } }   # may be left out
  seeds: 1..20

The same command goes on where it was interrupted.`;

export const command = new Command()
  .argument("<file>", "what to compare: base, cases, conditions and seeds, YAML or JSON; - is stdin")
  .option(
    "--set <path=value>",
    "change one key of all configurations, the value as YAML; may be repeated",
    collect,
  )
  .option("--backend <name>", "wasm, webgpu, reference or auto")
  .option("--workers <n>", "worker threads, or auto: the cores this process may use")
  .option("--out <directory>", "where runs, data and figure go; default runs/<name of the file>")
  .option("--quiet", "no progress and no warnings")
  .option("--json", "the data on stdout instead of the table")
  .addHelpText(
    "after",
    `${EXAMPLE}\n${examplesText(
      "cellfate compare comparison.yaml",
      "cellfate compare comparison.yaml --set search.stop.generations=20 --out runs/short",
    )}`,
  )
  .action(async (file, { out, quiet, json, ...options }) => {
    const plan = readComparison(file, { ...options, quiet });
    const output = { quiet: quiet === true, json: json === true };
    process.exitCode = await compare(out ?? join("runs", plan.name), plan, output);
  });
