import { join } from "node:path";
import { problemOf, readRun, RUN_FILES, type TrainingOutcome } from "../actors/index.js";
import {
  type Champion,
  type Config,
  samplingWarnings,
  type StopReason,
  type SummaryRecord,
} from "../engine/index.js";
import { EXIT } from "./exit-codes.js";
import { cellStepsText } from "../engine/figures/numbers.js";
import { measuresText, regulationText, timeStepText } from "./output/measures-text.js";
import { nextCommands, shellWord } from "./output/next-commands.js";
import { problemText, warn } from "./output/problem-text.js";
import { warnAboutTable } from "./output/table-warning.js";
import { createProgress } from "./output/progress.js";
import { print, tell } from "./output/streams.js";
import { placeOf, runSearch, type Session } from "./run-search.js";
import type { Signals } from "./signals.js";

/** Why a search ends, for people. */
const ENDS: Readonly<Record<StopReason, string>> = {
  generations: "all that were asked for",
  target: "the target is held",
  patience: "no better one for as many as patience allows",
  seconds: "the time is up",
};

/** How a session talks. */
export interface SessionOutput {
  readonly quiet: boolean;
  readonly json: boolean;
  /** Whether a run that is done is drawn. */
  readonly report: boolean;
}

/**
 * Runs a search in its directory until it is done, interrupted or failed; writes its files and says what it found.
 *
 * @returns the exit code
 */
export async function runSession(session: Session, output: SessionOutput, signals: Signals): Promise<number> {
  const { config, from } = session;
  const progress = createProgress(
    config,
    from?.state.generation ?? 0,
    from?.state.seconds ?? 0,
    output.quiet,
  );
  const { outcome, summary } = await runSearch(session, progress, signals);
  // All is saved: from here on a signal ends the process, even while nobody reads what it prints.
  signals.close();
  const drawn = output.report && outcome.status === "done" && (await isDrawn(session));
  return tellResult(session, outcome, summary, drawn, output);
}

/** Draws a run that is done, and whether that went well: its results are saved whatever comes of their pictures. */
async function isDrawn({ directory }: Session): Promise<boolean> {
  // Loaded here, as what draws is larger than all else.
  const [{ writeReport }, { outputFile }] = await Promise.all([
    import("./report/write-report.js"),
    import("./output/write-output.js"),
  ]);
  try {
    await writeReport(readRun(placeOf(directory)), outputFile(directory.file("report")));
    return true;
  } catch (error) {
    warn({
      ...problemOf(error),
      cure: `The run is saved; to draw it: cellfate report ${shellWord(placeOf(directory))}`,
    });
    return false;
  }
}

function tellResult(
  { directory, config }: Session,
  outcome: TrainingOutcome,
  summary: SummaryRecord,
  drawn: boolean,
  { quiet, json }: SessionOutput,
): number {
  const place = placeOf(directory);
  // After what people are told: where it cannot be written, that has been said.
  const code = tellEnd(place, outcome, summary, quiet);
  if (json) print(`${JSON.stringify(summary)}\n`);
  else if (outcome.status === "done") {
    print(championText(place, outcome.champion, summary, config) + nextText(place, drawn, summary));
  }
  return code;
}

/** Tells how a run ended, and how to go on with it; the exit code. */
function tellEnd(place: string, outcome: TrainingOutcome, summary: SummaryRecord, quiet: boolean): number {
  switch (outcome.status) {
    case "failed": {
      tell(problemText(outcome.problem));
      tell(
        `The last complete generation is saved where the disk allowed it. Go on with: cellfate resume ${place}\n`,
      );
      return EXIT.failed;
    }
    case "interrupted":
      tell(`Interrupted after ${summary.generations} generations. Go on with: cellfate resume ${place}\n`);
      return EXIT.interrupted;
    case "done":
      if (!quiet) warnAbout(outcome.champion, outcome.stopReason);
      return EXIT.done;
  }
}

/** Everything that may make the champion's numbers mean less than they seem to. */
function warnAbout(
  { assessment, fitnessSample, timeStep, tableEffect }: Champion,
  stopReason: StopReason,
): void {
  const reported = samplingWarnings(assessment.measures, "champion.replicates");
  for (const warning of reported) warn(warning);
  // Once each: where the report has too few replicates, so has fitness. A target was not held on these alone.
  for (const warning of samplingWarnings(fitnessSample, "evaluation.replicates")) {
    if (stopReason === "target" || reported.some(({ code }) => code === warning.code)) continue;
    warn({ ...warning, message: `Fitness is judged on too few replicates. ${warning.message}` });
  }
  if (timeStep.sensitive) {
    const utilities = timeStep.steps.map(({ dt, utility }) => `${utility?.toFixed(4) ?? "–"} at dt ${dt}`);
    warn({
      message: `The utility depends on the time step: ${utilities.join(", ")}.`,
      cure: "dt is part of this model; the preset robust-optimum asks for what holds at finer time steps.",
    });
  }
  warnAboutTable(tableEffect);
}

function championText(
  place: string,
  champion: Champion,
  summary: SummaryRecord,
  { model }: Pick<Config, "model">,
): string {
  const { champion: measures, wallSeconds, cellSteps, generations, championSeconds } = summary;
  const why = summary.stopReason === null ? "" : ` (${ENDS[summary.stopReason]})`;
  const chosen = championSeconds === null ? "" : `, the champion in ${championSeconds.toFixed(1)} s`;
  const gap = champion.selectionGap === null ? "" : `, selection gap ${champion.selectionGap.toFixed(4)}`;
  return [
    `${generations} generations${why}, ${cellStepsText(cellSteps)} cell-steps in ${wallSeconds.toFixed(1)} s${chosen}\n`,
    `champion of generation ${champion.generation}, selected at ${champion.selectedFitness.toFixed(4)}${gap}; on fresh replicates:\n\n`,
    measures === null ? "" : measuresText(measures, model.boundary),
    `\n${timeStepText(champion.timeStep)}`,
    "\n",
    regulationText(champion),
    `\nThe run is in ${place}\n`,
  ].join("");
}

/** What a user may want to do with a run that is done. */
function nextText(place: string, drawn: boolean, summary: SummaryRecord): string {
  const report = drawn
    ? (["its report", join(place, RUN_FILES.report)] as const)
    : (["to draw it", `cellfate report ${shellWord(place)}`] as const);
  return [report, ...nextCommands(place, summary)]
    .map(([what, command]) => `${what.padEnd(12)} ${command}\n`)
    .join("");
}
