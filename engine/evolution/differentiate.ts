import {
  countPatterns,
  layoutOf,
  type PathwiseSeed,
  type ScoreSeed,
  type System,
} from "../../kernels/index.js";
import { cellStepsOf } from "../evaluation/ensemble.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import { scoreEnsembles, type Scores, type ScoreTask } from "../evaluation/tasks/score.js";
import type { FinalStates } from "../evaluation/tasks/states.js";
import { combinedGradient, type MeasuredGradient } from "../gradient/combine.js";
import { type GradientSettings, passesOf } from "../gradient/gradient-settings.js";
import type { Gradients } from "../gradient/gradients-of-blocks.js";
import { pathwiseUtility } from "../gradient/pathwise.js";
import { scoreWeights } from "../gradient/score-weights.js";

/** What is differentiated: ensembles, and by which estimator their utility is. */
type Differentiated = Omit<ScoreTask, "kind">;

/** Ensembles scored, with a gradient of the utility of each. */
export interface DifferentiatedScores {
  readonly scores: Scores;
  /** `[individual][parameter]`; NaN of an individual whose f is not finite, 0 where the estimator has no value without a replicate. */
  readonly gradient: Float64Array;
  /** Cell-steps of the passes beside the simulation. */
  readonly adjointCellSteps: number;
}

/** A system with the noise strength and the duration of a curriculum, of one step at least. */
export function eased(
  system: System,
  { noise, duration }: Pick<GradientSettings, "noise" | "duration">,
): System {
  const { model, integrator } = system;
  return {
    ...system,
    model: { ...model, noiseStrength: model.noiseStrength * noise },
    integrator: { ...integrator, steps: Math.max(1, Math.round(integrator.steps * duration)) },
  };
}

/** What comes of the final states of each individual, one after the other; 0 of those whose f is not finite. */
function rowsOf(
  { ensembles: { population, replicates } }: Differentiated,
  { drift, states, patterns }: FinalStates,
  width: number,
  rowOf: (states: Float32Array, patterns: Uint32Array) => Float64Array | null,
): Float64Array {
  const size = replicates.count * width;
  const rows = new Float64Array(population.individuals * size);
  const [cells, words] = [states.length / population.individuals, patterns.length / population.individuals];
  drift.forEach(({ finite }, i) => {
    if (!finite) return;
    const own = rowOf(
      states.subarray(i * cells, (i + 1) * cells),
      patterns.subarray(i * words, (i + 1) * words),
    );
    if (own !== null) rows.set(own, i * size);
  });
  return rows;
}

/** Where the pass back through the states begins: at the derivative of the soft utility. */
export function pathwiseSeed(
  task: Differentiated,
  final: FinalStates,
  settings: GradientSettings,
): PathwiseSeed {
  const { system, replicates } = task.ensembles;
  const { cells } = system.lattice;
  const shape = { replicates: replicates.count, cells };
  const adjoints = rowsOf(task, final, cells, (states) => {
    return pathwiseUtility(states, shape, system.model.thresholds, settings).adjoint;
  });
  return { kind: "pathwise", adjoints: new Float32Array(adjoints), clip: settings.clip };
}

/** What the pass of the score function weighs replicates with: their influence on the utility. */
export function scoreSeed(task: Differentiated, final: FinalStates): ScoreSeed {
  const layout = layoutOf(task.ensembles.system);
  const weights = rowsOf(task, final, 1, (_, patterns) => {
    return scoreWeights(patterns, { distinct: countPatterns(patterns, layout), layout }, task.estimator);
  });
  return { kind: "score", weights };
}

/** The gradient of individual `i`, and its variance. */
function measured({ gradient, variance }: Gradients, i: number): MeasuredGradient {
  const parameters = gradient.length / variance.length;
  return { gradient: gradient.subarray(i * parameters, (i + 1) * parameters), variance: variance[i]! };
}

/**
 * Simulates ensembles, scores them, and differentiates their utility on the same replicates.
 *
 * @param evaluate does what is asked, on workers or in this thread; the bits are the same
 */
export async function differentiate(
  task: Differentiated,
  settings: GradientSettings,
  evaluate: Evaluate,
): Promise<DifferentiatedScores> {
  const { ensembles } = task;
  const { individuals } = ensembles.population;
  const final = await evaluate({ kind: "states", ensembles });
  const layout = layoutOf(ensembles.system);
  const words = final.patterns.length / individuals;
  const counts = final.drift.map((_, i) =>
    countPatterns(final.patterns.subarray(i * words, (i + 1) * words), layout),
  );
  const scores = scoreEnsembles(task, { drift: final.drift, counts });
  const passes = passesOf(settings.estimator);
  // What several estimates are weighted by.
  const variance = passes.length > 1;
  const estimates: Gradients[] = [];
  for (const pass of passes) {
    const seed = pass === "pathwise" ? pathwiseSeed(task, final, settings) : scoreSeed(task, final);
    estimates.push(await evaluate({ kind: "gradient", ensembles, seed, variance }));
  }
  const rows = final.drift.map(({ finite }, i) => {
    const [first, ...others] = estimates.map((estimate) => measured(estimate, i));
    if (first === undefined) throw new Error("an estimator takes at least one pass");
    return finite ? combinedGradient([first, ...others]) : first.gradient.map(() => NaN);
  });
  return {
    scores,
    gradient: Float64Array.from(rows.flatMap((row) => [...row])),
    adjointCellSteps: passes.length * cellStepsOf(ensembles),
  };
}
