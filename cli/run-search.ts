import { availableParallelism } from "node:os";
import { relative } from "node:path";
import {
  problemOf,
  type RunDirectory,
  startTraining,
  type TrainingOptions,
  type TrainingOutcome,
  writeResults,
} from "../actors/index.js";
import {
  type Config,
  loadKernels,
  type RunRecord,
  type SummaryRecord,
  summaryRecord,
  withTable,
} from "../engine/index.js";
import type { BackendChoice } from "./choose-backend.js";
import { warn } from "./output/problem-text.js";
import type { Progress } from "./output/progress.js";
import { tell } from "./output/streams.js";
import type { Signals } from "./signals.js";
import type { RunWatch } from "./watch-run.js";

/** Number of workers, `auto` being the cores that this process may use. */
export function workersOf({ run }: Config): number {
  return run.workers === "auto" ? availableParallelism() : run.workers;
}

/** A run to be worked on. */
export interface Session {
  readonly directory: RunDirectory;
  readonly config: Config;
  readonly backend: BackendChoice;
  readonly record: RunRecord;
  readonly from: TrainingOptions["from"];
  readonly watch?: RunWatch | undefined;
}

/** How a directory is named to people. */
export function placeOf({ path }: Pick<RunDirectory, "path">): string {
  return relative(process.cwd(), path) || ".";
}

/** Runs a search in its directory until it is done, interrupted by the first signal or failed, and writes its files. */
export async function runSearch(
  session: Session,
  progress: Progress,
  signals: Signals,
): Promise<{ readonly outcome: TrainingOutcome; readonly summary: SummaryRecord }> {
  const { directory, config, backend, from, watch } = session;
  await loadKernels();
  const run = startTraining({
    config,
    directory,
    backend: backend.name,
    workers: workersOf(config),
    ...(from === undefined ? {} : { from }),
    ...(watch === undefined ? {} : { observer: watch.observer }),
    onGeneration: (record, seconds, best) => {
      progress.generation(record, seconds);
      watch?.onGeneration(record, seconds, best);
    },
    onChampionStep: (step) => {
      progress.champion(step);
    },
    onCheckpointFailed: ({ message, where }) => {
      warn({
        message: `A checkpoint could not be written: ${message}`,
        ...(where === undefined ? {} : { where }),
        cure: "The run goes on and older checkpoints are intact; make room or allow writing there.",
      });
    },
    onWorkerGivenUp: ({ message }) => {
      warn({ message, cure: "The run goes on with the workers that it has." });
    },
  });
  signals.onFirst(() => {
    run.interrupt();
  });
  const outcome = await run.outcome;
  progress.stop();
  await watch?.end(outcome.status);
  return { outcome, summary: await writeEnd(session, outcome) };
}

/** Writes down how a run ended. One that is done must be able to say so; any other end is told even when it can't. */
async function writeEnd(
  { directory, config, backend, record }: Session,
  outcome: TrainingOutcome,
): Promise<SummaryRecord> {
  try {
    await directory.writeJson("run", withTable(record, outcome.table));
    return await writeResults(directory, config, backend.name, outcome);
  } catch (error) {
    if (outcome.status === "done") {
      tell(`The search is done, its results are not saved. Then: cellfate resume ${placeOf(directory)}\n`);
      throw error;
    }
    warn(problemOf(error));
    return summaryRecord(outcome.status, outcome.state, null);
  }
}
