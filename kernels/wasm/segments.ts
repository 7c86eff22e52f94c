import { adjointSteps, type GradientBatch } from "../gradient.js";
import { CELL_BYTES } from "./records.js";

/** Room for the tape of a block, and for as much noise. */
export const TAPE_BYTES: number = 8 * 1024 * 1024;
/** Most of it for a score, which does not go back: both then stay in the second-level cache. */
const SCORE_BYTES = 128 * 1024;

/** Steps that are taped at a time. */
export interface Segment {
  readonly from: number;
  readonly steps: number;
  /** Where going back through it pauses, descending, last where it begins; `time` says which of `adjointSteps` that is, if one. */
  readonly stops: readonly { readonly at: number; readonly time: number | null }[];
}

/** Steps of a segment: as many as there is room for; to go back, no fewer than there are segments, each of which begins at a state that is kept. */
export function segmentSteps({ system, seed }: GradientBatch, tapeBytes: number): number {
  const { steps } = system.integrator;
  const rows = (bytes: number): number =>
    Math.max(1, Math.trunc(bytes / (system.lattice.cells * CELL_BYTES)));
  if (seed.kind === "score") return Math.min(steps, rows(Math.min(tapeBytes, SCORE_BYTES)));
  return Math.min(steps, Math.max(rows(tapeBytes), Math.ceil(Math.sqrt(steps))));
}

/** All steps cut into segments of `length`; one without steps where there are none. */
export function segmentsOf(steps: number, length: number): Segment[] {
  const times = adjointSteps(steps).map((at, time) => ({ at, time }));
  const count = Math.max(1, Math.ceil(steps / Math.max(1, length)));
  return Array.from({ length: count }, (_, index) => {
    const from = index * length;
    const end = Math.min(steps, from + length);
    const within = times.filter(({ at }) => from <= at && (at < end || end === steps)).reverse();
    const stops = within.at(-1)?.at === from ? within : [...within, { at: from, time: null }];
    return { from, steps: end - from, stops };
  });
}
