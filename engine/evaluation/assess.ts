import type { DrawKeys, Model, RegulationSummary } from "../../kernels/index.js";
import { mergeDistinct } from "../../kernels/index.js";
import { ensembleMeasures, type EnsembleMeasures } from "../information/ensemble-measures.js";
import type { EstimatorName } from "../information/entropy-estimators.js";
import type { PatternEnsemble } from "../information/pattern-ensemble.js";
import type { Population } from "../strategies/strategy.js";
import { type EnsembleRequest, layoutOf, partOf, type SimulateEnsembles } from "./ensemble.js";

/** How many fresh replicates an assessment takes. */
export interface Precision {
  /** At least this many. */
  readonly replicates: number;
  /** Then twice as many, and again, until the utility's standard error is at most this… */
  readonly standardError: number;
  /** …or there are this many. */
  readonly maxReplicates: number;
}

/** A regulatory function to be assessed. */
export interface Subject {
  readonly model: Model;
  readonly regulation: "table" | "direct";
  readonly hidden: readonly number[];
  readonly keys: DrawKeys;
}

/** One individual's ensemble of fresh replicates, measured. */
export interface Assessment {
  readonly measures: EnsembleMeasures;
  readonly ensemble: PatternEnsemble;
  readonly regulation: RegulationSummary;
}

/** Exactly `replicates` replicates, no more. */
export function fixedPrecision(replicates: number): Precision {
  return { replicates, standardError: Infinity, maxReplicates: replicates };
}

/**
 * Simulates and measures every individual of `population` on replicates 0, 1, …; individuals that are not yet
 * known to the precision asked for get more replicates, the ones they have are kept.
 */
export async function assess(
  subject: Subject,
  population: Population,
  precision: Precision,
  estimator: EstimatorName,
  simulate: SimulateEnsembles,
): Promise<Assessment[]> {
  const all: EnsembleRequest = {
    ...subject,
    population,
    replicates: { from: 0, count: precision.replicates },
  };
  const layout = layoutOf(all);
  const assessments: Assessment[] = [];
  for (let individual = 0; individual < population.individuals; individual++) {
    let assessed: Assessment | undefined;
    for (let from = 0, count = precision.replicates; count > 0;) {
      const request = partOf(all, { from: individual, count: 1 }, { from, count });
      const { counts, regulation } = await simulate(request);
      const parts = assessed === undefined ? counts : [assessed.ensemble.distinct, ...counts];
      const ensemble = { distinct: mergeDistinct(parts, layout.wordsPerPattern), layout };
      const measures = ensembleMeasures(ensemble, { estimator });
      assessed = { measures, ensemble, regulation: regulation[0]! };
      from += count;
      const precise = (measures.standardError ?? Infinity) <= precision.standardError;
      count = precise ? 0 : Math.min(from, precision.maxReplicates - from);
    }
    assessments.push(assessed!);
  }
  return assessments;
}
