import {
  championRecord,
  type Config,
  measuresReport,
  type SearchEnd,
  type SummaryRecord,
  summaryRecord,
} from "../../engine/index.js";
import type { TrainingOutcome } from "../population-manager/population-manager.js";
import type { RunDirectory } from "./run-directory.js";

/** Writes champion.json and summary.json of a run that has ended; the champion first, so that "done" is never said of a run without one. */
export async function writeResults(
  directory: RunDirectory,
  config: Config,
  backend: string,
  outcome: TrainingOutcome,
): Promise<SummaryRecord> {
  let end: SearchEnd | null = null;
  if (outcome.status === "done") {
    const { stopReason, championSeconds } = outcome;
    const { assessment, selectionGap, timeStep } = outcome.champion;
    const measures = measuresReport(assessment, config.seed, backend);
    end = { stopReason, championSeconds, measures, selectionGap, timeStep };
    await directory.writeJson("champion", championRecord(config, outcome.champion, measures));
  }
  const summary = summaryRecord(outcome.status, outcome.state, end);
  await directory.writeJson("summary", summary);
  return summary;
}
