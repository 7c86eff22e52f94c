import { existsSync } from "node:fs";
import { join } from "node:path";
import { newSitting, readRunConfig, recover, RUN_FILES, RunDirectory } from "../actors/index.js";
import {
  CellfateError,
  type Config,
  differingPaths,
  parseSummary,
  runRecord,
  type RunResult,
} from "../engine/index.js";
import { chooseBackend } from "./choose-backend.js";
import { warn } from "./output/problem-text.js";
import { SILENT } from "./output/progress.js";
import { runSearch, type Session, workersOf } from "./run-search.js";
import type { Signals } from "./signals.js";

/** A run whose results are there, or what there is to do for it. */
type Opened = { readonly result: RunResult } | { readonly session: Session };

/** Refuses what is there of a run under another configuration: its numbers would be taken for those of this one. */
function refuseOther(directory: RunDirectory, config: Config): void {
  // Workers and checkpoints change no number; the backend may.
  const alike = ({ run: { backend }, ...rest }: Config): unknown => ({ ...rest, run: { backend } });
  const file = directory.file("config");
  const differences = differingPaths(alike(readRunConfig(file).config), alike(config));
  if (differences.length === 0) return;
  throw new CellfateError({
    code: "run.mismatch",
    message: `The run that is there has another configuration: ${differences.join("; ")}`,
    where: file,
    cure: "Choose another --out, or remove this run, which is then made anew.",
  });
}

async function openRun(directory: RunDirectory, asked: Config, isNew: boolean): Promise<Opened> {
  const backend = await chooseBackend(asked);
  const config = { ...asked, run: { ...asked.run, backend: backend.name } };
  const sitting = newSitting(backend, workersOf(config));
  if (isNew) {
    return { session: { directory, config, backend, record: runRecord(sitting), from: undefined } };
  }
  refuseOther(directory, config);
  const recovery = await recover(directory, config, sitting);
  for (const notice of recovery.notices) warn(notice);
  if (!recovery.done) {
    return { session: { directory, config, backend, record: recovery.record, from: recovery.from } };
  }
  const result = parseSummary(recovery.summary);
  if (result !== undefined) return { result };
  throw new CellfateError({
    code: "run.damaged",
    message: "summary.json is none that a run wrote.",
    where: directory.file("summary"),
    cure: "Remove it: the run is then measured again.",
  });
}

/**
 * Makes the run in a directory whole: one that is done is read, one that was begun gone on with.
 *
 * @returns null where a signal interrupted it, with a checkpoint
 * @throws CellfateError what it failed with
 */
export async function completeRun(path: string, asked: Config, signals: Signals): Promise<RunResult | null> {
  const isNew = !existsSync(join(path, RUN_FILES.config));
  const directory = isNew ? RunDirectory.create(path) : RunDirectory.open(path);
  try {
    const opened = await openRun(directory, asked, isNew);
    if ("result" in opened) return opened.result;
    const { session } = opened;
    await directory.writeJson("config", session.config);
    await directory.writeJson("run", session.record);
    const { outcome, summary } = await runSearch(session, SILENT, signals);
    if (outcome.status === "failed") throw new CellfateError(outcome.problem);
    return outcome.status === "done" ? summary : null;
  } finally {
    directory.close();
  }
}
