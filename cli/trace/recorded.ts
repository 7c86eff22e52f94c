import type { Happening } from "./trace-event.js";

/** Numbers of a row: what happened, when, and what that {@link WHAT} says. */
export const ROW_LENGTH = 8;

/** What happened, as a row's first number, and what its others are from the third on; actors, events and states are numbers of names. */
export const WHAT = {
  /** actor, who has invoked it or NONE */
  actor: 0,
  /** actor, event, who it is from or NONE */
  event: 1,
  /** actor, event, state that it is in now */
  state: 2,
  /** type, worker or NONE, bytes, generation, shard, attempt */
  message: 3,
  /** number among those told whole */
  told: 4,
} as const;

/** In place of a name's or a worker's number: there is none. */
export const NONE = -1;

/** What happened in a while, as numbers: little work for who writes it down and for who hands it on. */
export interface Recorded {
  /** {@link ROW_LENGTH} numbers each; times in milliseconds since the trace began. */
  readonly rows: Float64Array<ArrayBuffer>;
  /** Names that are new, numbered on from those before. */
  readonly names: readonly string[];
  /** What happens seldom, as it is. */
  readonly told: readonly Happening[];
}

/** How much happened. */
export function rowCount({ rows }: Recorded): number {
  return rows.length / ROW_LENGTH;
}
