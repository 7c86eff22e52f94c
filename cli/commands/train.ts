import { join } from "node:path";
import { freeDirectory, newSitting, RunDirectory } from "../../actors/index.js";
import { runRecord } from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { dryRun } from "../dry-run.js";
import { compare } from "../comparison.js";
import { parseSeeds } from "../input/parse-seeds.js";
import { resolveOptions } from "../input/config-source.js";
import { checkRunMemory } from "../memory.js";
import { INSPECT_USAGE } from "../input/inspect-option.js";
import { refuseBeside } from "../input/refuse-beside.js";
import { configCommand, TRACE_USAGE } from "../input/shared-options.js";
import { Signals } from "../signals.js";
import { workersOf } from "../run-search.js";
import { runSession } from "../train-session.js";
import { inspectionOf, watchRun } from "../watch/watch-run.js";
import { examplesText } from "../output/examples.js";

export const command = configCommand()
  .option("--workers <n>", "worker threads, or auto: the cores this process may use")
  .option("--seeds <seeds>", "a run for each seed, such as 1..20, and a table of what they come to")
  .option("--out <directory>", "run directory; default runs/<name>-<seed>")
  .option("--dry-run", "say what it would cost and stop")
  .option("--quiet", "no progress and no warnings")
  .option("--json", "print summary.json on stdout")
  .option("--no-report", "do not draw the run when it is done")
  .option("--trace [file]", TRACE_USAGE)
  .option("--inspect [port]", INSPECT_USAGE)
  .addHelpText(
    "after",
    examplesText(
      "cellfate train --preset robust-optimum --out runs/optimum",
      "cellfate train --preset pinned-ends --seed 7 --set search.stop.generations=50 --trace",
      "cellfate train --seeds 1..3 --set search.strategy=cma-es --set search.stop.generations=20",
    ),
  )
  .action(async (options) => {
    const output = {
      quiet: options.quiet === true,
      json: options.json === true,
      report: options.report,
    };
    const { name, config: asked } = resolveOptions(options);
    if (options.seeds !== undefined) {
      const seeds = parseSeeds(options.seeds, `--seeds ${options.seeds}`);
      const { seed, dryRun, trace, inspect } = options;
      refuseBeside("--seeds", { seed, "dry-run": dryRun, trace, inspect });
      const plan = { name, cases: [{ case: name, condition: null, folders: [], config: asked }], seeds };
      process.exitCode = await compare(options.out ?? join("runs", `${name}-${options.seeds}`), plan, output);
      return;
    }
    const backend = await chooseBackend(asked);
    const config = { ...asked, run: { ...asked.run, backend: backend.name } };
    if (options.dryRun === true) {
      refuseBeside("--dry-run", { trace: options.trace, inspect: options.inspect });
      await dryRun(config, backend.name, options.json === true);
      return;
    }
    checkRunMemory(config, workersOf(config));
    const path = options.out ?? freeDirectory(join("runs", `${name}-${config.seed}`));
    const inspection = await inspectionOf(options);
    const signals = new Signals();
    const directory = RunDirectory.create(path);
    try {
      const record = runRecord(newSitting(backend, workersOf(config)));
      await directory.writeJson("config", config);
      await directory.writeJson("run", record);
      const watch = await watchRun(options, inspection, config, directory);
      process.exitCode = await runSession(
        { directory, config, backend, record, from: undefined, watch },
        output,
        signals,
      );
    } finally {
      directory.close();
      signals.close();
    }
  });
