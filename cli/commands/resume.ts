import { existsSync, readFileSync } from "node:fs";
import {
  type LatestCheckpoint,
  positionAfterLines,
  programVersion,
  RunDirectory,
} from "../../actors/index.js";
import {
  CellfateError,
  type Config,
  differingPaths,
  NUMERICS_VERSION,
  resolveConfig,
  searchIdentity,
  stopReason,
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { EXIT } from "../exit-codes.js";
import { applyOptions, type ConfigOptions } from "../input/config-source.js";
import { readTextFile } from "../input/read-file.js";
import { warn } from "../output/problem-text.js";
import { newRunRecord, type RunRecord, runSession, type SessionOutput, workersOf } from "../train-session.js";

/** Options of `cellfate resume`. */
export interface ResumeOptions extends Pick<ConfigOptions, "set" | "backend" | "workers"> {
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** A file of the run as JSON; undefined where it is missing or not JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}

/** The configuration that the run was started with. */
function startedWith(directory: RunDirectory): Config {
  const file = directory.file("config");
  const text = readTextFile(file);
  try {
    return resolveConfig(JSON.parse(text));
  } catch (error) {
    throw new CellfateError({
      code: "run.damaged",
      message: `The configuration of the run cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      where: file,
      cure: "Put back the config.json that cellfate train wrote.",
    });
  }
}

function refuseDifferences(before: Config, after: Config, where: string, cure: string): void {
  const differences = differingPaths(searchIdentity(before), searchIdentity(after));
  if (differences.length > 0) {
    throw new CellfateError({
      code: "run.mismatch",
      message: `The configurations do not match: ${differences.join("; ")}`,
      where,
      cure,
    });
  }
}

/** The newest usable checkpoint of the run, undefined where none was written yet. */
async function newestCheckpoint(
  directory: RunDirectory,
  config: Config,
): Promise<LatestCheckpoint | undefined> {
  const folder = directory.checkpoints(config);
  await folder.removeTemporaries();
  const latest = await folder.latest();
  for (const { file, problem } of latest.skipped) {
    warn({ message: `${file} is skipped: ${problem.message}`, where: folder.path });
  }
  if (!("checkpoint" in latest)) {
    if (latest.skipped.length === 0) return undefined;
    throw new CellfateError({
      code: "checkpoint.none",
      message: "No checkpoint of the run can be used.",
      where: folder.path,
      cure: `The same run can be made anew: cellfate train --config ${directory.file("config")}`,
    });
  }
  const { checkpoint, file } = latest;
  if (checkpoint.numericsVersion !== NUMERICS_VERSION) {
    throw new CellfateError({
      code: "checkpoint.numerics",
      message: `The checkpoint was computed with numerics version ${checkpoint.numericsVersion}, this program has ${NUMERICS_VERSION}.`,
      where: file,
      cure: `Go on with version ${checkpoint.program} of cellfate, which wrote it.`,
    });
  }
  if (checkpoint.program !== programVersion()) {
    process.stderr.write(
      `The checkpoint was written by version ${checkpoint.program}; this is ${programVersion()}.\n`,
    );
  }
  refuseDifferences(
    config,
    checkpoint.config,
    file,
    "Put back the config.json that the checkpoint was written under.",
  );
  return latest;
}

/** Whether the run has ended and said so. */
function isFinished(directory: RunDirectory, generation: number): boolean {
  const summary = readJson(directory.file("summary"));
  if (typeof summary !== "object" || summary === null) return false;
  const { status, generations } = summary as Record<string, unknown>;
  return status === "done" && generations === generation && existsSync(directory.file("champion"));
}

/** Goes on with a run from its newest checkpoint; the exit code. */
export async function resume(path: string, options: ResumeOptions): Promise<number> {
  const directory = RunDirectory.open(path);
  try {
    return await resumeIn(directory, options);
  } finally {
    directory.close();
  }
}

async function resumeIn(directory: RunDirectory, options: ResumeOptions): Promise<number> {
  const before = startedWith(directory);
  const asked = applyOptions(before, options, () => directory.file("config"));
  refuseDifferences(
    before,
    asked,
    "--set",
    "Only run.* and the stopping rules (generations, target, patience, maxSeconds) may change; anything else is another run.",
  );
  const backend = await chooseBackend(asked);
  const config = { ...asked, run: { ...asked.run, backend: backend.name } };
  const latest = await newestCheckpoint(directory, before);
  const state = latest?.checkpoint.state;
  const output: SessionOutput = { quiet: options.quiet === true, json: options.json === true };
  if (
    state !== undefined &&
    stopReason(config.search, state) !== null &&
    isFinished(directory, state.generation)
  ) {
    process.stderr.write(
      `The run is already done: ${state.generation} generations. To go on: --set search.generations=${2 * state.generation}\n`,
    );
    if (output.json) process.stdout.write(`${JSON.stringify(readJson(directory.file("summary")))}\n`);
    return EXIT.done;
  }
  const record =
    (readJson(directory.file("run")) as RunRecord | undefined) ?? newRunRecord(backend, workersOf(config));
  const changes = differingPaths(before, config);
  const resumed = [
    ...record.resumed,
    {
      at: new Date().toISOString(),
      program: programVersion(),
      node: process.version,
      generation: state?.generation ?? 0,
      changes,
    },
  ];
  await directory.writeJson("config", config);
  const next = { ...record, backend, workers: workersOf(config), resumed };
  await directory.writeJson("run", next);
  if (!output.quiet) process.stderr.write(`Going on from generation ${state?.generation ?? 0}.\n`);
  const from =
    latest === undefined
      ? undefined
      : {
          state: latest.checkpoint.state,
          history: latest.checkpoint.history,
          timings: positionAfterLines(directory.file("timings"), latest.checkpoint.history.lines),
        };
  return runSession(directory, config, backend, next, from, output);
}
