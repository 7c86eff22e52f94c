import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import type { EstimatorName } from "../information/entropy-estimators.js";
import { assess, fixedPrecision } from "../evaluation/assess.js";
import { type EnsembleConditions, refineTimeStep, soloPopulation } from "../evaluation/ensemble.js";
import { checkEnsembles } from "../evaluation/ensemble-schema.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";

/** The utility at dt, dt/2 and dt/4, each on `replicates` replicates. */
export interface TimeStepCheck {
  readonly steps: readonly {
    readonly dt: number;
    readonly utility: number | null;
    readonly standardError: number | null;
  }[];
  /** Whether the utility moves by more than three standard errors of the difference: dt is then part of the model. */
  readonly sensitive: boolean;
}

const knownSchema = z.object({ utility: z.number().nullable(), standardError: z.number().min(0).nullable() });

const REFINEMENTS = [2, LIMITS.refinement];
const STANDARD_ERRORS = 3;

/**
 * Measures a genome again with finer time steps, the same duration and other draws of the noise, and compares with
 * what it came to at `dt`. Three standard errors, twice: a false alarm in about 1 of 200 checks.
 *
 * @throws CellfateError `argument.invalid`
 */
export async function checkTimeStep(
  conditions: EnsembleConditions,
  genome: Float32Array,
  atDt: Pick<EnsembleMeasures, "utility" | "standardError">,
  replicates: number,
  estimator: EstimatorName,
  evaluate: Evaluate,
): Promise<TimeStepCheck> {
  checkEnsembles(conditions, soloPopulation(genome), replicates);
  const base = { dt: conditions.system.integrator.dt, ...checkedBy(knownSchema, atDt, "atDt") };
  const finer = [];
  for (const refinement of REFINEMENTS) {
    const refined = refineTimeStep(conditions, refinement);
    const assessments = await assess(
      refined,
      soloPopulation(genome),
      fixedPrecision(replicates),
      estimator,
      evaluate,
    );
    const { utility, standardError } = assessments[0]!.measures;
    finer.push({ dt: refined.system.integrator.dt, utility, standardError });
  }
  const sensitive = finer.some(({ utility, standardError }) => {
    const [a, b] = [standardError, base.standardError];
    // Without an error nothing can be told apart.
    if (utility === null || base.utility === null || a === null || b === null) return false;
    return Math.abs(utility - base.utility) > STANDARD_ERRORS * Math.sqrt(a * a + b * b);
  });
  return { steps: [base, ...finer], sensitive };
}
