import { adjointSteps, type GradientBatch } from "./gradient.js";

/** Steps that are taped at a time. */
export interface Segment {
  readonly from: number;
  readonly steps: number;
  /** Where going back through it pauses, descending, last where it begins; `time` says which of `adjointSteps` that is, if one. */
  readonly stops: readonly { readonly at: number; readonly time: number | null }[];
}

/**
 * Steps of a segment: as many as there is room for; to go back, no fewer than there are segments, each of which begins at a
 * state that is kept.
 *
 * @param rowBytes what a tape takes of a step
 */
export function segmentSteps({ system, seed }: GradientBatch, rowBytes: number, tapeBytes: number): number {
  const { steps } = system.integrator;
  const held = Math.max(1, Math.trunc(tapeBytes / rowBytes));
  return Math.min(steps, seed.kind === "score" ? held : Math.max(held, Math.ceil(Math.sqrt(steps))));
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
