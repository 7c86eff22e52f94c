import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";

/** States of an ensemble over time, frames evenly spaced. */
export interface DrawnTrajectories {
  readonly cells: number;
  readonly replicates: number;
  /** Of each frame, ascending. */
  readonly times: readonly number[];
  /** `[replicate][frame][cell]`, row-major, 0 … 1. */
  readonly states: Float32Array;
}

/** Trajectories of at least one replicate and frame. */
const trajectoriesSchema: z.ZodType<DrawnTrajectories> = z
  .object({
    cells: z.int().min(1).max(LIMITS.cells),
    replicates: z.int().min(1).max(LIMITS.replicates),
    times: z
      .array(z.number())
      .min(1)
      .refine(
        (times) => times.every((time, i) => i === 0 || time > times[i - 1]!),
        "expected ascending times",
      ),
    states: z.instanceof(Float32Array),
  })
  .refine(({ cells, replicates, times, states }) => states.length === replicates * times.length * cells, {
    path: ["states"],
    message: "expected replicates × times × cells states",
  });

/** What trajectories are drawn from. */
export interface TrajectoriesRecords {
  readonly trajectories: DrawnTrajectories;
}

/** Of records with trajectories. */
export const trajectoriesRecordsSchema: z.ZodType<TrajectoriesRecords> = z.object({
  trajectories: trajectoriesSchema,
});

/** The state of a cell in a frame of a replicate; 0 where there is none. */
export function stateAt(
  { cells, times, states }: DrawnTrajectories,
  replicate: number,
  frame: number,
  cell: number,
): number {
  return states[(replicate * times.length + frame) * cells + cell] ?? 0;
}

/** A state as tables and marks have it: finer than a pixel or a colour, and shorter than all of an f32. */
export function shortState(state: number): number | null {
  return Number.isFinite(state) ? Math.round(state * 1e4) / 1e4 : null;
}
