import type { DrawKeys, DriftSummary } from "../../kernels/index.js";
import { assess, fixedPrecision } from "../evaluation/assess.js";
import type { Config } from "../config/config.js";
import { ensembleConditions, soloPopulation } from "../evaluation/ensemble.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";

/** What the table of f changes, found where it missed its error bound. */
export interface TableEffect {
  /** Error of a step over the bound that it had to keep. */
  readonly errorOverBound: number;
  /** Of the table. */
  readonly intervals: number;
  readonly replicates: number;
  /** By the table, and by the network evaluated in every step on the same noise. */
  readonly utility: number | null;
  readonly directUtility: number | null;
  /** Whether the two differ by more than three standard errors, or only one has a value. */
  readonly matters: boolean;
}

/** Replicates of the comparison: the network in every step takes some ten times as long. */
const MOST_REPLICATES = 500;
const STANDARD_ERRORS = 3;

/**
 * What it does to the utility of a genome that its table missed the bound of its error: measured by the table and by
 * the network on the same noise; null where the table keeps its bound or there is none. A large f has large errors of
 * a step that change no pattern.
 */
export async function tableEffect(
  config: Config,
  keys: DrawKeys,
  genome: Float32Array,
  { intervals, error, tolerance }: DriftSummary,
  most: number,
  evaluate: Evaluate,
): Promise<TableEffect | null> {
  if (intervals === 0 || error <= tolerance) return null;
  const precision = fixedPrecision(Math.min(most, MOST_REPLICATES));
  const measured = [];
  for (const regulation of ["table", "direct"] as const) {
    const { estimator } = config.evaluation;
    const conditions = ensembleConditions(
      { ...config, evaluation: { ...config.evaluation, regulation } },
      keys,
    );
    const assessments = await assess(conditions, soloPopulation(genome), precision, estimator, evaluate);
    measured.push(assessments[0]!.measures);
  }
  const [{ utility, standardError }, { utility: directUtility }] = [measured[0]!, measured[1]!];
  // Without an error nothing can be told apart, and of two utilities without a value nothing is known.
  const matters =
    utility === null || directUtility === null
      ? utility !== directUtility
      : Math.abs(utility - directUtility) > STANDARD_ERRORS * (standardError ?? Infinity);
  const errorOverBound = error / tolerance;
  return { errorOverBound, intervals, replicates: precision.replicates, utility, directUtility, matters };
}
