import type { Annealing } from "./annealing.js";
import type { UnderBoundary } from "./boundaries.js";
import type { Convergence } from "./convergence.js";
import type { TimeStepEffect } from "./time-steps.js";

/** What a line of cells does over time, and what of it is of the scheme that computes it. */
export interface Dynamics {
  readonly boundaries: readonly UnderBoundary[];
  /** The patterns of the first replicates under open ends. */
  readonly replicates: readonly string[];
  readonly convergence: { readonly inside: Convergence; readonly wall: Convergence };
  readonly timeSteps: TimeStepEffect;
  readonly annealing: Annealing;
  /** U of the two alternations of a line at ½ each, in bits. */
  readonly alternations: number;
}
