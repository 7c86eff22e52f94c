import { ComparisonDirectory, problemOf } from "../actors/index.js";
import { cellStepsText } from "../engine/figures/numbers.js";
import {
  CellfateError,
  comparedRun,
  type ComparedRun,
  type Config,
  type RunResult,
} from "../engine/index.js";
import { completeRun } from "./complete-run.js";
import { EXIT, exitCodeOf } from "./exit-codes.js";
import type { ComparisonPlan } from "./input/comparison-file.js";
import { checkRunMemory } from "./memory.js";
import {
  caseName,
  caseRecord,
  caseTimings,
  type ComparedCase,
  comparisonCsv,
} from "./output/comparison-record.js";
import { comparisonText } from "./output/comparison-text.js";
import { shellWord } from "./output/next-commands.js";
import { problemText } from "./output/problem-text.js";
import { print, tell } from "./output/streams.js";
import { placeOf, workersOf } from "./run-search.js";
import { Signals } from "./signals.js";
import type { SessionOutput } from "./train-session.js";

/** How a run of a comparison ended. */
interface EndedRun {
  readonly run: ComparedRun;
  readonly seconds: number | null;
  readonly code: number;
}

function runText({ reached, cellSteps, utility, standardError }: ComparedRun, seconds: number): string {
  const verdict = reached === null ? "done" : reached ? "target reached" : "target not reached";
  const spent = `${cellStepsText(cellSteps ?? 0)} cell-steps, ${seconds.toFixed(1)} s`;
  return `${verdict}, ${spent}, utility ${utility?.toFixed(4) ?? "–"} ± ${standardError?.toFixed(4) ?? "–"}`;
}

/** Makes one run whole and tells how it ended; null where a signal interrupted it. */
async function endRun(
  path: string,
  config: Config,
  name: string,
  quiet: boolean,
  signals: Signals,
): Promise<EndedRun | null> {
  let result: RunResult | null;
  try {
    result = await completeRun(path, config, signals);
  } catch (error) {
    // A mistake of this program is no result of the comparison.
    if (!(error instanceof CellfateError)) throw error;
    tell(`${name}: failed; the same command tries it again.\n${problemText(problemOf(error))}`);
    return { run: comparedRun(config, null), seconds: null, code: exitCodeOf(error.code) };
  }
  if (result === null) return null;
  const run = comparedRun(config, result);
  if (!quiet) tell(`${name}: ${runText(run, result.wallSeconds)}\n`);
  return { run, seconds: result.wallSeconds, code: EXIT.done };
}

/**
 * Makes all runs of a comparison whole, one after another, each in a directory of its own below `path`; writes what they come
 * to together and says it. One that fails is told and counts as one that did not reach the target.
 *
 * @returns the exit code: of the first run that failed, where one did
 * @throws CellfateError `config.memory`, `run.*`, `disk.write`
 */
export async function compare(
  path: string,
  plan: ComparisonPlan,
  output: Omit<SessionOutput, "report">,
): Promise<number> {
  for (const { config } of plan.cases) checkRunMemory(config, workersOf(config));
  const signals = new Signals();
  const directory = ComparisonDirectory.open(path);
  try {
    const ended = await endRuns(plan, directory, output.quiet, signals);
    const all = plan.cases.length * plan.seeds.length;
    if (ended.length < all) {
      tell(`Interrupted after ${ended.length} of ${all} runs; the same command goes on.\n`);
      return EXIT.interrupted;
    }
    const compared = comparedCases(plan, ended);
    await write(directory, plan.seeds, compared);
    // All is saved: from here on a signal ends the process.
    signals.close();
    printComparison(plan.seeds, compared, placeOf(directory), output.json);
    return ended.find(({ code }) => code !== EXIT.done)?.code ?? EXIT.done;
  } finally {
    directory.close();
    signals.close();
  }
}

/** Makes the runs whole in the order of the plan, until a signal comes. */
async function endRuns(
  { cases, seeds }: ComparisonPlan,
  directory: ComparisonDirectory,
  quiet: boolean,
  signals: Signals,
): Promise<readonly EndedRun[]> {
  const all = cases.flatMap((planned) => seeds.map((seed) => ({ planned, seed })));
  const ended: EndedRun[] = [];
  for (const { planned, seed } of all) {
    // Between runs, and while their results are written, a signal is remembered.
    signals.onFirst(() => undefined);
    if (signals.asked) break;
    const name = `run ${ended.length + 1} of ${all.length}, ${caseName(planned)}, seed ${seed}`;
    const path = directory.run([...planned.folders, seed.toString()]);
    const run = await endRun(path, { ...planned.config, seed }, name, quiet, signals);
    if (run === null) break;
    ended.push(run);
  }
  signals.onFirst(() => undefined);
  return ended;
}

function comparedCases(
  { cases, seeds }: ComparisonPlan,
  ended: readonly EndedRun[],
): readonly ComparedCase[] {
  return cases.map((planned, i) => {
    const runs = ended.slice(i * seeds.length, (i + 1) * seeds.length);
    const outcomes = runs.map(({ run }) => run);
    const record = caseRecord(planned, outcomes);
    const seconds = runs.map((run) => run.seconds);
    return { record, timings: caseTimings(record, seconds) };
  });
}

function printComparison(
  seeds: readonly number[],
  compared: readonly ComparedCase[],
  place: string,
  json: boolean,
): void {
  if (json) {
    const cases = compared.map(({ record, timings: { secondsToTarget } }) => ({
      ...record,
      secondsToTarget,
    }));
    print(`${JSON.stringify({ schemaVersion: 1, seeds, cases })}\n`);
  } else {
    print(
      `${comparisonText(compared)}\nData, figure and runs are in ${place}\nto draw them   cellfate report ${shellWord(place)}\n`,
    );
  }
}

async function write(
  directory: ComparisonDirectory,
  seeds: readonly number[],
  compared: readonly ComparedCase[],
): Promise<void> {
  const cases = compared.map(({ record }) => record);
  const record = { schemaVersion: 1, seeds, cases } as const;
  await directory.write("runs", comparisonCsv(record));
  // Loaded here, as what draws is larger than all else.
  const { comparisonFigure } = await import("./report/comparison-figure.js");
  await directory.write("figure", await comparisonFigure(cases));
  await directory.write(
    "timings",
    `${JSON.stringify({ schemaVersion: 1, seeds, cases: compared.map(({ timings }) => timings) }, null, 2)}\n`,
  );
  // Last: where it is new, the others are.
  await directory.write("data", `${JSON.stringify(record, null, 2)}\n`);
}
