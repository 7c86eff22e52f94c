import { existsSync } from "node:fs";
import {
  holdsLines,
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
  parseJson,
  resolveConfig,
  searchIdentity,
  stopReason,
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { EXIT } from "../exit-codes.js";
import { applyOptions, type ConfigOptions } from "../input/config-source.js";
import { readTextFile } from "../input/read-file.js";
import { warn } from "../output/problem-text.js";
import { Signals } from "../signals.js";
import {
  newRunRecord,
  type RunRecord,
  runRecordSchema,
  runSession,
  type SessionOutput,
  workersOf,
} from "../train-session.js";

/** Options of `cellfate resume`. */
export interface ResumeOptions extends Pick<ConfigOptions, "set" | "backend" | "workers"> {
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Nothing in these files is long but the patterns in a summary. */
const LIMITS = { depth: 16, values: 4_000_000 } as const;

/** A file of the run as an object of JSON; undefined where it is missing or none. */
function readJson(file: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(readTextFile(file), LIMITS);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** run.json as it was; begun anew where it is not what this program writes. */
function readRunRecord(directory: RunDirectory, fresh: RunRecord): RunRecord {
  const file = directory.file("run");
  const result = runRecordSchema.safeParse(readJson(file));
  if (result.success) return result.data;
  warn({ message: "run.json is damaged and is begun anew: when the run started is lost.", where: file });
  return fresh;
}

/** The configuration that the run was started with. */
function startedWith(directory: RunDirectory): Config {
  const file = directory.file("config");
  const text = readTextFile(file);
  try {
    return resolveConfig(parseJson(text, LIMITS));
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
  const latest = await folder.latest(({ history }) =>
    holdsLines(directory.file("history"), history)
      ? undefined
      : `history.jsonl does not have the ${history.lines} lines that it was written after.`,
  );
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
  const { status, generations } = readJson(directory.file("summary")) ?? {};
  return status === "done" && generations === generation && existsSync(directory.file("champion"));
}

/** Goes on with a run from its newest checkpoint; the exit code. */
export async function resume(path: string, options: ResumeOptions): Promise<number> {
  const signals = new Signals();
  const directory = RunDirectory.open(path);
  try {
    return await resumeIn(directory, options, signals);
  } finally {
    directory.close();
    signals.close();
  }
}

async function resumeIn(directory: RunDirectory, options: ResumeOptions, signals: Signals): Promise<number> {
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
  const record = readRunRecord(directory, newRunRecord(backend, workersOf(config)));
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
  return runSession(directory, config, backend, next, from, output, signals);
}
