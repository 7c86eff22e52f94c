import * as z from "zod";
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

/** What of a summary says how good its champion is and what it took. */
export interface RunResult extends Pick<SummaryRecord, "cellSteps" | "wallSeconds" | "timeStep"> {
  readonly champion: Pick<MeasuresReport, "utility" | "standardError"> | null;
}

const measured = { utility: z.number().nullable(), standardError: z.number().nullable() };
const resultSchema: z.ZodType<RunResult> = z.object({
  cellSteps: z.number(),
  wallSeconds: z.number(),
  champion: z.object(measured).nullable(),
  timeStep: z
    .object({ steps: z.array(z.object({ dt: z.number(), ...measured })), robust: z.boolean() })
    .nullable(),
});

/** The result that a parsed summary.json holds; undefined where it is none. */
export function parseRunResult(value: unknown): RunResult | undefined {
  return resultSchema.safeParse(value).data;
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
