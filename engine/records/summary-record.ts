import type { MeasuresReport } from "../evaluation/measures-report.js";
import type { Champion } from "../evolution/champion.js";
import type { TimeStepCheck } from "../evolution/time-step-check.js";
import type { SearchState } from "../evolution/search-state.js";

/** summary.json: how a run ended and what it came to. */
export interface SummaryRecord {
  readonly schemaVersion: 1;
  readonly status: "done" | "failed" | "interrupted";
  /** Generations evaluated. */
  readonly generations: number;
  /** Best selected score of the last generation. */
  readonly bestFitness: number | null;
  /** Null unless the run is done. */
  readonly champion: MeasuresReport | null;
  /** Selected fitness minus reported utility of the champion. */
  readonly selectionGap: number | null;
  /** Of the champion: its utility at dt, dt/2 and dt/4, and whether it holds there. */
  readonly timeStep: Pick<TimeStepCheck, "steps" | "robust"> | null;
  /** Of the search, without build and report. */
  readonly wallSeconds: number;
  /** Forward simulation of all fitness. */
  readonly cellSteps: number;
  readonly cellStepsPerSecond: number;
}

/** The summary of a run. */
export function summaryRecord(
  status: SummaryRecord["status"],
  state: SearchState,
  champion: (Pick<Champion, "selectionGap" | "timeStep"> & { readonly measures: MeasuresReport }) | null,
): SummaryRecord {
  return {
    schemaVersion: 1,
    status,
    generations: state.generation,
    bestFitness: state.lastBest,
    champion: champion?.measures ?? null,
    selectionGap: champion?.selectionGap ?? null,
    timeStep: champion === null ? null : { steps: champion.timeStep.steps, robust: champion.timeStep.robust },
    wallSeconds: state.seconds,
    cellSteps: state.cellSteps,
    cellStepsPerSecond: state.seconds > 0 ? state.cellSteps / state.seconds : 0,
  };
}
