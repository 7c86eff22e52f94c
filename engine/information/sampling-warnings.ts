import * as z from "zod";
import { checkString } from "../../kernels/check.js";
import { log2 } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import type { EnsembleMeasures } from "./ensemble-measures.js";
import { ESTIMATOR_NAMES, type EstimatorName, ESTIMATORS } from "./entropy-estimators.js";

/** A reason to distrust the measures of an ensemble, as data. */
export interface SamplingWarning {
  /** Stable, for programs. */
  readonly code:
    "sampling.no-estimate" | "sampling.low-coverage" | "sampling.entropy-capped" | "sampling.biased";
  /** One sentence: what was found and what it means. */
  readonly message: string;
  /** What to do about it. */
  readonly cure: string;
}

/** Below this coverage more than one replicate in ten shows a pattern that no other replicate shows. */
const LOW_COVERAGE = 0.9;
/** From this share of log2 R on, the plug-in entropy says more about R than about the patterns. */
const CAPPED_SHARE = 0.9;

/** Standard errors between the utility and that by {@link LEAST_BIASED} from which on bias, not chance, is the cause. */
const MOST_ERRORS_APART = 3;
/** The estimator whose ± 2 standard errors hold the truth wherever they were tried; docs/standard-errors.md. */
const LEAST_BIASED: EstimatorName = "nsb";

/** Estimators that never get far above log2 R. */
const CAPPED: readonly EstimatorName[] = ["plug-in", "miller-madow"];

/** What of the measures is looked at. */
const lookedAt = z.object({
  cells: z.int().min(1),
  coverage: z.number(),
  distinctPatterns: z.int().min(1),
  estimator: z.enum(ESTIMATOR_NAMES),
  estimators: z.record(
    z.enum(ESTIMATOR_NAMES),
    z.object({ wholePatternEntropy: z.number(), utility: z.number() }).nullable(),
  ),
  replicates: z.int().min(1),
  standardError: z.number().nullable(),
  utility: z.number().nullable(),
});

/**
 * What is wrong with the sample behind `measures`, if anything. `setting`: the option or configuration path
 * that sets the number of replicates, for the cure.
 *
 * - `sampling.no-estimate`: the estimator chosen has no value for the sample.
 * - `sampling.low-coverage`: 1 − f1/R is low, so much of P(z) has not been seen.
 * - `sampling.entropy-capped`: the plug-in entropy of R replicates cannot exceed log2 R, and comes close to
 *   it: it caps S_rep at log2(R)/N, and the plug-in utility of pure chance reads S_pat − log2(R)/N instead of
 *   0. Only where the utility is by an estimator that this cap holds for.
 * - `sampling.biased`: the utility is further from that by NSB than its standard error, which knows nothing of
 *   bias, can explain. Only where neither of the two above says so already.
 *
 * @throws CellfateError `argument.invalid`
 */
export function samplingWarnings(measures: EnsembleMeasures, setting: string): SamplingWarning[] {
  checkString(setting, "setting");
  const { cells, coverage, distinctPatterns, estimator, estimators, replicates, standardError, utility } =
    checkedBy(lookedAt, measures, "measures");
  const warnings: SamplingWarning[] = [];
  const capped = CAPPED.includes(estimator);
  const cure =
    `Use more replicates (${setting}), ` +
    (capped
      ? "or an estimator for few samples (evaluation.estimator: nsb or chao-shen), and compare their values."
      : "and compare the values of all estimators.");
  if (utility === null) {
    warnings.push({
      code: "sampling.no-estimate",
      message: `The utility has no value by ${estimator}, which has none for: ${ESTIMATORS[estimator].undefinedWhen}.`,
      cure: `Use more replicates (${setting}), or another estimator.`,
    });
  }
  if (coverage < LOW_COVERAGE) {
    warnings.push({
      code: "sampling.low-coverage",
      message:
        `Coverage is ${coverage.toFixed(3)}, below ${LOW_COVERAGE}: ${distinctPatterns} distinct patterns ` +
        `in ${replicates} replicates, too many of them seen only once.`,
      cure,
    });
  }
  const plugIn = estimators["plug-in"]?.wholePatternEntropy ?? 0;
  const cap = log2(replicates);
  if (capped && replicates > 1 && plugIn >= CAPPED_SHARE * cap) {
    warnings.push({
      code: "sampling.entropy-capped",
      message:
        `${replicates} replicates cap the reproducibility entropy at log2(R)/N = ${(cap / cells).toFixed(4)} bits, ` +
        `and by plug-in it is ${(plugIn / cells).toFixed(4)}: the utility by ${estimator} is too high.`,
      cure,
    });
  }
  const reference = estimators[LEAST_BIASED];
  if (warnings.length === 0 && reference !== null && utility !== null && standardError !== null) {
    const apart = (utility - reference.utility) / standardError;
    if (Math.abs(apart) > MOST_ERRORS_APART) {
      warnings.push({
        code: "sampling.biased",
        message:
          `The utility by ${estimator} is biased: ${utility.toFixed(4)}, where ${LEAST_BIASED} finds ` +
          `${reference.utility.toFixed(4)}, ${Math.abs(apart).toFixed(1)} standard errors away; ± shows no bias.`,
        cure: `Use evaluation.estimator: ${LEAST_BIASED}, or more replicates (${setting}).`,
      });
    }
  }
  return warnings;
}
