import { join } from "node:path";
import { freeDirectory, newSitting, RunDirectory } from "../../actors/index.js";
import { runRecord } from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { dryRun } from "../dry-run.js";
import { resolveOptions } from "../input/config-source.js";
import { checkRunMemory } from "../memory.js";
import { configCommand } from "../input/shared-options.js";
import { Signals } from "../signals.js";
import { runSession, workersOf } from "../train-session.js";

export const command = configCommand()
  .option("--workers <n>", "worker threads, or auto: the cores this process may use")
  .option("--out <directory>", "run directory; default runs/<name>-<seed>")
  .option("--dry-run", "say what it would cost and stop")
  .option("--quiet", "no progress and no warnings")
  .option("--json", "print summary.json on stdout")
  .action(async (options) => {
    const { name, config: asked } = resolveOptions(options);
    const backend = await chooseBackend(asked);
    const config = { ...asked, run: { ...asked.run, backend: backend.name } };
    if (options.dryRun === true) {
      await dryRun(config, backend.name, options.json === true);
      return;
    }
    checkRunMemory(config, workersOf(config));
    const path = options.out ?? freeDirectory(join("runs", `${name}-${config.seed}`));
    const signals = new Signals();
    const directory = RunDirectory.create(path);
    try {
      const record = runRecord(newSitting(backend, workersOf(config)));
      await directory.writeJson("config", config);
      await directory.writeJson("run", record);
      const output = { quiet: options.quiet === true, json: options.json === true };
      process.exitCode = await runSession(directory, config, backend, record, undefined, output, signals);
    } finally {
      directory.close();
      signals.close();
    }
  });
