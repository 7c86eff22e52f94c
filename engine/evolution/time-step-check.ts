import * as z from "zod/mini";
import { checkArray, checkInteger } from "../../kernels/check.js";
import { LIMITS } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import type { EstimatorName } from "../information/entropy-estimators.js";
import { assess, fixedPrecision } from "../evaluation/assess.js";
import { type EnsembleConditions, refineTimeStep, soloPopulation } from "../evaluation/ensemble.js";
import { checkEnsembles } from "../evaluation/ensemble-schema.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";

/** The utility of a genome at one time step. */
export interface TimeStepUtility {
  readonly dt: number;
  readonly utility: number | null;
  readonly standardError: number | null;
}

const knownSchema = z.object({
  utility: z.nullable(z.number()),
  standardError: z.nullable(z.number().check(z.minimum(0))),
});

/** The utility at several time steps, the first of them dt itself, and what it means. */
export interface TimeStepCheck {
  readonly steps: readonly TimeStepUtility[];
  /** Whether the utility moves by more than three standard errors of the difference: dt is then part of the model. */
  readonly sensitive: boolean;
  /** Whether it loses at most 0.01 bits at the finer time steps: only then is it that of the equation, too. */
  readonly robust: boolean;
}

/** The time steps that a champion is reported at are dt / part. */
export const REPORTED_PARTS: readonly number[] = [2, LIMITS.refinement];
const STANDARD_ERRORS = 3;
/** Bits that a robust utility may lose: a hundredth of what two fates can carry. */
const LOSS = 0.01;

/**
 * Measures a genome again with finer time steps dt / part, the same duration and other draws of the noise, and compares
 * with what it came to at `dt`. Three standard errors: at two
 * finer time steps a false alarm in about 1 of 200 checks.
 *
 * @param parts how many times shorter each of the finer steps is
 * @throws CellfateError `argument.invalid`
 */
export async function checkTimeStep(
  conditions: EnsembleConditions,
  genome: Float32Array,
  atDt: Pick<EnsembleMeasures, "utility" | "standardError">,
  parts: readonly number[],
  replicates: number,
  estimator: EstimatorName,
  evaluate: Evaluate,
): Promise<TimeStepCheck> {
  checkEnsembles(conditions, soloPopulation(genome), replicates);
  checkArray(parts, [0, LIMITS.steps], "parts");
  parts.forEach((part, i) => {
    checkInteger(part, [1, LIMITS.steps / conditions.system.integrator.steps], `parts[${i}]`);
  });
  const base = { dt: conditions.system.integrator.dt, ...checkedBy(knownSchema, atDt, "atDt") };
  const finer: TimeStepUtility[] = [];
  for (const part of parts) {
    const refined = refineTimeStep(conditions, part);
    const assessments = await assess(
      refined,
      soloPopulation(genome),
      fixedPrecision(replicates),
      estimator,
      evaluate,
    );
    const { measures } = assessments[0]!;
    const { dt } = refined.system.integrator;
    finer.push({ dt, utility: measures.utility, standardError: measures.standardError });
  }
  const steps = [base, ...finer];
  return {
    steps,
    sensitive: finer.some((one) => differs(one, base)),
    robust: finer.every((one) => holds(one, base)),
  };
}

function differs(one: TimeStepUtility, base: TimeStepUtility): boolean {
  const [a, b] = [one.standardError, base.standardError];
  // Without an error nothing can be told apart.
  if (one.utility === null || base.utility === null || a === null || b === null) return false;
  return Math.abs(one.utility - base.utility) > STANDARD_ERRORS * Math.sqrt(a * a + b * b);
}

function holds(one: TimeStepUtility, base: TimeStepUtility): boolean {
  return one.utility !== null && base.utility !== null && one.utility >= base.utility - LOSS;
}
