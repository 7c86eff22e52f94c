import { Command } from "@commander-js/extra-typings";
import { newSitting, readRunConfig, recover, RunDirectory } from "../../actors/index.js";
import { chooseBackend } from "../choose-backend.js";
import { applyOptions, type ConfigOptions } from "../input/config-source.js";
import { collect, TRACE_USAGE } from "../input/shared-options.js";
import { examplesText } from "../output/examples.js";
import { warn } from "../output/problem-text.js";
import { print, tell } from "../output/streams.js";
import { checkRunMemory } from "../memory.js";
import { Signals } from "../signals.js";
import { workersOf } from "../run-search.js";
import { watchRun, type WatchOptions } from "../watch-run.js";
import { runSession, type SessionOutput } from "../train-session.js";

export const command = new Command()
  .argument("<directory>", "run directory")
  .option("--set <path=value>", "change run.* or a stopping rule; may be repeated", collect)
  .option("--backend <name>", "wasm, webgpu, reference or auto")
  .option("--workers <n>", "worker threads, or auto")
  .option("--quiet", "no progress and no warnings")
  .option("--json", "print summary.json on stdout")
  .option("--no-report", "do not draw the run when it is done")
  .option("--trace [file]", TRACE_USAGE)
  .addHelpText(
    "after",
    examplesText(
      "cellfate resume runs/pinned-ends-7",
      "cellfate resume runs/pinned-ends-7 --set search.stop.generations=80 --workers 1",
    ),
  )
  .action(async (path, { quiet, json, report, ...options }) => {
    const output = { quiet: quiet === true, json: json === true, report };
    const signals = new Signals();
    const directory = RunDirectory.open(path);
    try {
      await resume(directory, options, output, signals);
    } finally {
      directory.close();
      signals.close();
    }
  });

async function resume(
  directory: RunDirectory,
  options: ConfigOptions & WatchOptions,
  output: SessionOutput,
  signals: Signals,
): Promise<void> {
  const asked = applyOptions(readRunConfig(directory.file("config")).written, options, () =>
    directory.file("config"),
  );
  const backend = await chooseBackend(asked);
  const config = { ...asked, run: { ...asked.run, backend: backend.name } };
  const recovery = await recover(directory, config, newSitting(backend, workersOf(config)));
  for (const notice of recovery.notices) warn(notice);
  if (recovery.done) {
    const { generations, summary } = recovery;
    const further =
      summary["stopReason"] === "target"
        ? "a higher --set search.stop.target"
        : `--set search.stop.generations=${2 * generations}`;
    tell(`The run is already done: ${generations} generations. To go on: ${further}\n`);
    if (output.json) print(`${JSON.stringify(summary)}\n`);
    return;
  }
  checkRunMemory(config, workersOf(config));
  const { from, record } = recovery;
  await directory.writeJson("config", config);
  await directory.writeJson("run", record);
  if (!output.quiet) tell(`Going on from generation ${from?.state.generation ?? 0}.\n`);
  const watch = await watchRun(options, config, directory);
  process.exitCode = await runSession({ directory, config, backend, record, from, watch }, output, signals);
}
