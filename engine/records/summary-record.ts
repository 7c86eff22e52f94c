import * as z from "zod";
import { type MeasuresReport, measuresReportSchema } from "../evaluation/measures-report.js";
import type { Champion } from "../evolution/champion.js";
import { STOP_REASONS, type StopReason } from "../evolution/stopping.js";
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
  /** Why the search ended; null unless the run is done. */
  readonly stopReason: StopReason | null;
  /** Null unless the run is done. */
  readonly champion: MeasuresReport | null;
  /** Selected fitness minus reported utility of the champion. */
  readonly selectionGap: number | null;
  /** Of the champion: its utility at dt, dt/2 and dt/4, and whether it holds there. */
  readonly timeStep: Pick<TimeStepCheck, "steps" | "robust"> | null;
  /** Of the search, without build and report. */
  readonly wallSeconds: number;
  /** Of choosing the champion and measuring it; null unless the run is done. */
  readonly championSeconds: number | null;
  /** Forward simulation of all fitness. */
  readonly cellSteps: number;
  readonly cellStepsPerSecond: number;
}

/** What of a summary says how good its champion is and what it took. */
export type RunResult = Pick<SummaryRecord, "cellSteps" | "wallSeconds" | "timeStep"> & {
  readonly champion: Pick<MeasuresReport, "utility" | "standardError"> | null;
};

const number = z.number().nullable();
/** What programs of before it was there did not write is null. */
const summarySchema: z.ZodType<SummaryRecord> = z.object({
  schemaVersion: z.literal(1),
  status: z.enum(["done", "failed", "interrupted"]),
  generations: z.int().min(0),
  bestFitness: number,
  stopReason: z.enum(STOP_REASONS).nullable().default(null),
  champion: measuresReportSchema.nullable(),
  selectionGap: number,
  timeStep: z
    .object({
      steps: z.array(z.object({ dt: z.number(), utility: number, standardError: number })),
      robust: z.boolean(),
    })
    .nullable()
    .default(null),
  wallSeconds: z.number(),
  championSeconds: number.default(null),
  cellSteps: z.number(),
  cellStepsPerSecond: z.number(),
});

/** The summary that a parsed summary.json holds; undefined where it is none. */
export function parseSummary(value: unknown): SummaryRecord | undefined {
  return summarySchema.safeParse(value).data;
}

/** How a search ended that did so by its rules, and what was then found of its champion. */
export interface SearchEnd extends Pick<Champion, "selectionGap" | "timeStep"> {
  readonly stopReason: StopReason;
  readonly championSeconds: number;
  readonly measures: MeasuresReport;
}

/** The summary of a run; of one that is not done, `end` is null. */
export function summaryRecord(
  status: SummaryRecord["status"],
  state: SearchState,
  end: SearchEnd | null,
): SummaryRecord {
  return {
    schemaVersion: 1,
    status,
    generations: state.generation,
    bestFitness: state.lastBest,
    stopReason: end?.stopReason ?? null,
    champion: end?.measures ?? null,
    selectionGap: end?.selectionGap ?? null,
    timeStep: end === null ? null : { steps: end.timeStep.steps, robust: end.timeStep.robust },
    wallSeconds: state.seconds,
    championSeconds: end?.championSeconds ?? null,
    cellSteps: state.cellSteps,
    cellStepsPerSecond: state.seconds > 0 ? state.cellSteps / state.seconds : 0,
  };
}
