import { exp, log, type Key, threefry2x32 } from "../../kernels/index.js";
import { uniform } from "../../kernels/random/normal.js";
import type { StrategyContext } from "./strategy.js";

/** How long the steps of offspring are: the size s of the mutation s·scale·ξ, drawn anew for every offspring. */
export interface StepOptions {
  readonly stepLaw: "log-uniform" | "self-adapted" | "fixed";
  /** Of `fixed` steps, and of the first self-adapted ones. */
  readonly step: number;
  /** Ends of the law of `log-uniform` steps. */
  readonly smallestStep: number;
  readonly largestStep: number;
  /** τ of self-adapted steps, null for 1 / √(2n). */
  readonly stepRate: number | null;
}

/** Counters below an offspring's key: the step draws from stream 3. */
const STEP_STREAM = 3;

/**
 * The step of an offspring: `fixed`; 10^U between two ends, which tries all scales at all times; or its parents' times a
 * log-normal factor exp(τ·N(0, 1)), which is then inherited where the offspring succeeds.
 *
 * @param inherited the (geometric) mean of its parents' steps
 * @see Beyer & Schwefel, Natural Computing 1 (2002), §4.2, for self-adaptation: one step size, mutated before it is used
 */
export function offspringStep(
  { stepLaw, step, smallestStep, largestStep, stepRate }: StepOptions,
  { normals, space }: StrategyContext,
  drawKey: Key,
  inherited: number,
): number {
  switch (stepLaw) {
    case "fixed":
      return step;
    case "log-uniform": {
      const [word] = threefry2x32(drawKey, STEP_STREAM, 0);
      return smallestStep * exp(uniform(word) * log(largestStep / smallestStep));
    }
    case "self-adapted": {
      const rate = stepRate ?? 1 / Math.sqrt(2 * space.parameters);
      return inherited * exp(rate * normals(drawKey, 1, STEP_STREAM)[0]!);
    }
  }
}
