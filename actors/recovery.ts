import { existsSync } from "node:fs";
import {
  CellfateError,
  type Config,
  differingPaths,
  NUMERICS_VERSION,
  parseRunRecord,
  type Problem,
  regulationsBefore,
  resumedRecord,
  type RunRecord,
  runRecord,
  searchIdentity,
  type Sitting,
  type SearchState,
  stateUnder,
  stopReason,
} from "../engine/index.js";
import type { LatestCheckpoint } from "./files/checkpoint-folder.js";
import { holdsLines, positionAfterLines } from "./files/lines-file.js";
import { readJson } from "./files/read-record.js";
import { readRunConfig } from "./files/read-run-config.js";
import type { RunDirectory } from "./files/run-directory.js";
import type { TrainingOptions } from "./training-run.js";

/** What there is to do for a run that is gone on with. */
export type Recovery = {
  /** What a user should know, such as checkpoints that were passed over. */
  readonly notices: readonly Problem[];
} & (
  | {
      /** Nothing: the run has ended by its rules and its results are there. */
      readonly done: true;
      readonly generations: number;
      /** summary.json. */
      readonly summary: Readonly<Record<string, unknown>>;
    }
  | {
      readonly done: false;
      /** Where to go on from; undefined where no checkpoint was written yet: from the start. */
      readonly from: TrainingOptions["from"];
      /** run.json with the new sitting in it. */
      readonly record: RunRecord;
    }
);

/**
 * What there is to do for a run under `config`, which may differ from what the run was started with in what changes
 * no generation. Writes nothing; what a crash left in the folder of checkpoints is cleared away.
 *
 * @throws CellfateError `run.mismatch`, `run.damaged`, `checkpoint.*`
 */
export async function recover(directory: RunDirectory, config: Config, sitting: Sitting): Promise<Recovery> {
  const before = readRunConfig(directory.file("config")).config;
  refuseDifferences(
    before,
    config,
    directory.file("config"),
    "Only run.* and search.stop.* may change; anything else is another run.",
  );
  const { latest, notices } = await newestCheckpoint(directory, before, sitting.program);
  const state = latest && stateUnder(config, latest.checkpoint);
  const generation = state?.generation ?? 0;
  if (state !== undefined && stopReason(config.search.stop, state) !== null) {
    const summary = doneSummary(directory, generation);
    if (summary !== undefined) return { notices, done: true, generations: generation, summary };
  }
  const file = directory.file("run");
  const record = parseRunRecord(readObject(file));
  if (record === undefined) {
    const message = "run.json is damaged and is begun anew: when the run started is lost.";
    notices.push({ code: "run.record", message, where: file });
  }
  return {
    notices,
    done: false,
    from: latest === undefined || state === undefined ? undefined : startingPoint(directory, latest, state),
    record: resumedRecord(record ?? runRecord(sitting), sitting, generation, differingPaths(before, config)),
  };
}

/** The newest usable checkpoint of the run, undefined where none was written yet. */
async function newestCheckpoint(
  directory: RunDirectory,
  config: Config,
  program: string,
): Promise<{ latest: LatestCheckpoint | undefined; notices: Problem[] }> {
  const folder = directory.checkpoints(config);
  await folder.removeTemporaries();
  const latest = await folder.latest(({ history }) =>
    holdsLines(directory.file("history"), history)
      ? undefined
      : `history.jsonl does not have the ${history.lines} lines that it was written after.`,
  );
  const notices = latest.skipped.map(({ file, problem }): Problem => ({
    code: "checkpoint.skipped",
    message: `${file} is skipped: ${problem.message}`,
    where: folder.path,
  }));
  if (!("checkpoint" in latest)) {
    if (latest.skipped.length > 0) throw noCheckpoint(directory, "No checkpoint of the run can be used.");
    const { lines } = positionAfterLines(directory.file("history"), Infinity);
    const ended = existsSync(directory.file("champion"));
    if (ended || (lines > 0 && !existsSync(folder.path))) {
      throw noCheckpoint(
        directory,
        "The run has results but no checkpoint: starting over would overwrite them.",
      );
    }
    if (lines > 0) {
      const message = `No checkpoint was written yet: the ${lines} generations of the history are made again.`;
      notices.push({ code: "checkpoint.none", message, where: folder.path });
    }
    return { latest: undefined, notices };
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
  refuseDifferences(
    config,
    checkpoint.config,
    file,
    "Put back the config.json that the checkpoint was written under.",
  );
  if (checkpoint.program !== program) {
    const message = `The checkpoint was written by version ${checkpoint.program}; this is ${program}.`;
    notices.push({ code: "checkpoint.program", message, where: file });
  }
  return { latest, notices };
}

function noCheckpoint(directory: RunDirectory, message: string): CellfateError {
  return new CellfateError({
    code: "checkpoint.none",
    message,
    where: directory.file("checkpoints"),
    cure: `Put the checkpoints back; or make the same run anew: cellfate train --config ${directory.file("config")}`,
  });
}

/** Refuses configurations that do not go through the same generations. */
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

function startingPoint(
  directory: RunDirectory,
  { checkpoint: { history } }: LatestCheckpoint,
  state: SearchState,
): NonNullable<TrainingOptions["from"]> {
  return {
    state,
    history,
    timings: positionAfterLines(directory.file("timings"), history.lines),
    regulation: positionAfterLines(directory.file("regulation"), regulationsBefore(history.lines)),
  };
}

/** summary.json, if it says that the run is done after so many generations and the champion is there. */
function doneSummary(
  directory: RunDirectory,
  generation: number,
): Readonly<Record<string, unknown>> | undefined {
  const summary = readObject(directory.file("summary"));
  const { status, generations } = summary ?? {};
  const done = status === "done" && generations === generation && existsSync(directory.file("champion"));
  return done ? summary : undefined;
}

/** A file of the run as an object of JSON; undefined where it is missing or none. */
function readObject(file: string): Record<string, unknown> | undefined {
  try {
    const value = readJson(file);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
