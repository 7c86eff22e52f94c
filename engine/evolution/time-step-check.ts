import type { EstimatorName } from "../information/entropy-estimators.js";
import { assess, fixedPrecision, type Subject } from "../evaluation/assess.js";
import { type SimulateEnsembles, soloPopulation } from "../evaluation/ensemble.js";

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

const REFINEMENTS = [1, 2, 4];
const STANDARD_ERRORS = 3;

/** Measures a genome again with finer time steps; the same duration, other draws of the noise. */
export async function checkTimeStep(
  subject: Subject,
  genome: Float32Array,
  replicates: number,
  estimator: EstimatorName,
  simulate: SimulateEnsembles,
): Promise<TimeStepCheck> {
  const steps = [];
  for (const refinement of REFINEMENTS) {
    const model = {
      ...subject.model,
      dt: subject.model.dt / refinement,
      steps: subject.model.steps * refinement,
    };
    const refined = { ...subject, model };
    const [assessment] = await assess(
      refined,
      soloPopulation(genome),
      fixedPrecision(replicates),
      estimator,
      simulate,
    );
    const { utility, standardError } = assessment!.measures;
    steps.push({ dt: model.dt, utility, standardError });
  }
  const [base, ...finer] = steps;
  const sensitive = finer.some(({ utility, standardError }) => {
    if (utility === null || base!.utility === null) return false;
    const [a, b] = [standardError ?? 0, base!.standardError ?? 0];
    return Math.abs(utility - base!.utility) > STANDARD_ERRORS * Math.sqrt(a * a + b * b);
  });
  return { steps, sensitive };
}
