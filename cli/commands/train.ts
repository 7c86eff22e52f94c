import { join } from "node:path";
import { freeDirectory, RunDirectory } from "../../actors/index.js";
import { chooseBackend } from "../choose-backend.js";
import { type ConfigOptions, resolveOptions } from "../input/config-source.js";
import { Signals } from "../signals.js";
import { newRunRecord, runSession, workersOf } from "../train-session.js";
import { dryRun } from "./dry-run.js";

/** Options of `cellfate train`. */
export interface TrainOptions extends ConfigOptions {
  readonly out?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Trains from a configuration into a new run directory; the exit code. */
export async function train(options: TrainOptions): Promise<number> {
  const { name, config: asked } = resolveOptions(options);
  const backend = await chooseBackend(asked);
  const config = { ...asked, run: { ...asked.run, backend: backend.name } };
  if (options.dryRun === true) return dryRun(config, options.json === true);
  const path = options.out ?? freeDirectory(join("runs", `${name}-${config.seed}`));
  const signals = new Signals();
  const directory = RunDirectory.create(path);
  try {
    const record = newRunRecord(backend, workersOf(config));
    await directory.writeJson("config", config);
    await directory.writeJson("run", record);
    const output = { quiet: options.quiet === true, json: options.json === true };
    return await runSession(directory, config, backend, record, undefined, output, signals);
  } finally {
    directory.close();
    signals.close();
  }
}
