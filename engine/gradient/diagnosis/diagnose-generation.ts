import { adjointSteps, countPatterns, layoutOf } from "../../../kernels/index.js";
import type { Config } from "../../config/config.js";
import type { Evaluate } from "../../evaluation/tasks/evaluate.js";
import { someOf } from "../../evaluation/ensemble.js";
import { scoreEnsembles, type ScoreTask } from "../../evaluation/tasks/score.js";
import { eased, scoreSeed } from "../../evolution/differentiate.js";
import { fitnessTask } from "../../evolution/fitness-task.js";
import { networkSpace } from "../../network/network-space.js";
import { generationKey } from "../../random/draw-keys.js";
import type { Population } from "../../strategies/strategy.js";
import type { MeasuredGradient } from "../combine.js";
import type { GradientSettings } from "../gradient-settings.js";
import type { Gradients } from "../gradients-of-blocks.js";
import { pathwiseUtility, readFates, slopedFates } from "../pathwise.js";
import { antitheticGradient } from "./antithetic.js";
import { cosineOf, type EstimateSummary, estimateSummary } from "./estimate.js";
import { saturatedShare } from "./fate-saturation.js";
import { kernelSensitivity, type KernelSensitivity } from "./kernel-sensitivity.js";

/** What is diagnosed: an individual of a generation, on the replicates that its fitness is of. */
export interface DiagnosedSubject {
  readonly generation: number;
  readonly population: Population;
  readonly individual: number;
}

/** Between estimates of the gradient: the cosines of their angles; null where one of them is 0 or missing. */
interface EstimateCosines {
  readonly pathwiseScore: number | null;
  readonly pathwiseAntithetic: number | null;
  readonly scoreAntithetic: number | null;
}

/** How the gradient of an individual comes about; numbers are null where there are none. */
export interface GenerationDiagnosis {
  readonly generation: number;
  readonly individual: number;
  /** Bits. */
  readonly utility: number | null;
  /** Bits. */
  readonly softUtility: number | null;
  readonly distinctPatterns: number;
  /** Of the soft utility, through the states. */
  readonly pathwise: EstimateSummary | null;
  /** Of the utility, by the likelihood of the noise; null where there is no noise. */
  readonly score: EstimateSummary | null;
  /** Of the utility, from pairs of genomes. */
  readonly antithetic: EstimateSummary | null;
  readonly cosines: EstimateCosines;
  /** √Σ_r ‖adjoint of replicate r‖² after so many steps, ascending. */
  readonly adjoint: { readonly steps: readonly number[]; readonly norms: readonly number[] };
  /** The share of the steps of cells in which the clip changed the state. */
  readonly clipped: number | null;
  /** The share of cells whose soft fate is saturated, see {@link saturatedShare}. */
  readonly saturated: number | null;
  readonly kernel: KernelSensitivity;
}

/** How closely an individual is looked at. */
export interface DiagnosisEffort {
  /** Those that the training scored it on are the first of them. */
  readonly replicates: number;
  /** Pairs of genomes of the antithetic estimate. */
  readonly pairs: number;
}

/** Of an individual whose f is not finite. */
const UNKNOWN: Omit<GenerationDiagnosis, "generation" | "individual"> = {
  utility: null,
  softUtility: null,
  distinctPatterns: 0,
  pathwise: null,
  score: null,
  antithetic: null,
  cosines: { pathwiseScore: null, pathwiseAntithetic: null, scoreAntithetic: null },
  adjoint: { steps: [], norms: [] },
  clipped: null,
  saturated: null,
  kernel: { mean: null, gradientLeft: null },
};

/** The task that scores the subject alone. @param replicates how many are taken */
function taskOf(
  config: Config,
  { generation, population, individual }: DiagnosedSubject,
  replicates: number,
  settings: GradientSettings,
): Omit<ScoreTask, "kind"> {
  const { ensembles, estimator } = fitnessTask(config, generation, population);
  const own = someOf(ensembles, [individual], { from: 0, count: replicates });
  return { ensembles: { ...own, system: eased(own.system, settings) }, estimator, standardErrors: false };
}

/** The only individual's. */
function measured({ gradient, variance }: Gradients): MeasuredGradient {
  return { gradient, variance: variance[0] ?? NaN };
}

function summaryOf(estimate: MeasuredGradient | null): EstimateSummary | null {
  return estimate === null ? null : estimateSummary(estimate);
}

/**
 * Diagnoses the gradient of one individual: every estimate of it, and what becomes of the adjoint on its way back.
 *
 * @throws CellfateError `gradient.unsupported` where the backend or the model has no gradient
 */
export async function diagnoseGeneration(
  config: Config,
  subject: DiagnosedSubject,
  settings: GradientSettings,
  { replicates, pairs }: DiagnosisEffort,
  evaluate: Evaluate,
): Promise<GenerationDiagnosis> {
  const { generation, individual } = subject;
  const task = taskOf(config, subject, replicates, settings);
  const { ensembles } = task;
  const { model, lattice, integrator } = ensembles.system;
  const final = await evaluate({ kind: "states", ensembles });
  if (final.drift[0]?.finite !== true) return { generation, individual, ...UNKNOWN };

  const counts = [countPatterns(final.patterns, layoutOf(ensembles.system))];
  const { fitness, distinctPatterns } = scoreEnsembles(task, { drift: final.drift, counts });
  const shape = { replicates, cells: lattice.cells };
  const { thresholds } = model;
  const soft = pathwiseUtility(final.states, shape, thresholds, settings);
  const seed = { kind: "pathwise", adjoints: new Float32Array(soft.adjoint), clip: settings.clip } as const;
  const back = await evaluate({ kind: "gradient", ensembles, seed, variance: true });
  const pathwise = measured(back);
  const score =
    model.noiseStrength > 0
      ? measured(
          await evaluate({ kind: "gradient", ensembles, seed: scoreSeed(task, final), variance: true }),
        )
      : null;
  const z = readFates(final.states, thresholds, settings);
  const key = generationKey(config.seed, "gradient", generation);
  const antithetic = await antitheticGradient(task, networkSpace(config.network), pairs, key, evaluate);
  const [utility] = fitness;
  return {
    generation,
    individual,
    utility: Number.isFinite(utility) ? (utility ?? null) : null,
    softUtility: soft.utility,
    distinctPatterns: distinctPatterns[0] ?? 0,
    pathwise: summaryOf(pathwise),
    score: summaryOf(score),
    antithetic: summaryOf(antithetic),
    cosines: {
      pathwiseScore: cosineOf(pathwise, score),
      pathwiseAntithetic: cosineOf(pathwise, antithetic),
      scoreAntithetic: cosineOf(score, antithetic),
    },
    adjoint: { steps: adjointSteps(integrator.steps), norms: [...back.adjointNorms] },
    clipped: back.clipped[0] ?? null,
    saturated: saturatedShare(slopedFates(final.states, thresholds, settings, z), thresholds.length),
    kernel: kernelSensitivity(z, shape, settings.bandwidth),
  };
}
