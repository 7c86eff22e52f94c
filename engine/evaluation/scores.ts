import { layoutOf } from "../../kernels/index.js";
import type { EstimatorName } from "../information/entropy-estimators.js";
import { ensembleUtility } from "../information/ensemble-measures.js";
import { type EnsembleRequest, type EnsembleResult, partOf, type SimulateEnsembles } from "./ensemble.js";
import { wavesOf } from "./shards.js";

/** What a generation's ensembles say, all `[individual]`; NaN for individuals whose f is not finite. */
export interface Scores {
  /** Utility U in bits, by the estimator asked for; also NaN where that is undefined. */
  readonly fitness: Float64Array;
  readonly patternEntropy: Float64Array;
  readonly reproducibilityEntropy: Float64Array;
  readonly distinctPatterns: Uint32Array;
  /** Intervals of the table, and its error relative to the tolerance it had to reach. */
  readonly tableIntervals: Uint32Array;
  readonly tableError: Float64Array;
}

/** The scores of ensembles that have been simulated. */
export function scoreEnsembles(
  request: EnsembleRequest,
  { drift, counts }: EnsembleResult,
  estimator: EstimatorName,
): Scores {
  const layout = layoutOf(request.system);
  const rows = counts.map((distinct, individual) =>
    drift[individual]!.finite
      ? ensembleUtility({ distinct, layout }, estimator)
      : { utility: NaN, patternEntropy: NaN, reproducibilityEntropy: NaN },
  );
  return {
    fitness: Float64Array.from(rows, ({ utility }) => utility ?? NaN),
    patternEntropy: Float64Array.from(rows, ({ patternEntropy }) => patternEntropy),
    reproducibilityEntropy: Float64Array.from(
      rows,
      ({ reproducibilityEntropy }) => reproducibilityEntropy ?? NaN,
    ),
    distinctPatterns: Uint32Array.from(counts, (distinct) => distinct.counts.length),
    tableIntervals: Uint32Array.from(drift, ({ intervals }) => intervals),
    tableError: Float64Array.from(drift, ({ error, tolerance }) => error / tolerance),
  };
}

/** The scores of all waves of a request, as one. */
export function joinScores(parts: readonly Scores[]): Scores {
  const floats = (
    name: "fitness" | "patternEntropy" | "reproducibilityEntropy" | "tableError",
  ): Float64Array => Float64Array.from(parts.flatMap((part) => [...part[name]]));
  const counts = (name: "distinctPatterns" | "tableIntervals"): Uint32Array =>
    Uint32Array.from(parts.flatMap((part) => [...part[name]]));
  return {
    fitness: floats("fitness"),
    patternEntropy: floats("patternEntropy"),
    reproducibilityEntropy: floats("reproducibilityEntropy"),
    distinctPatterns: counts("distinctPatterns"),
    tableIntervals: counts("tableIntervals"),
    tableError: floats("tableError"),
  };
}

/** Simulates and scores a population, wave after wave. */
export async function scorePopulation(
  request: EnsembleRequest,
  estimator: EstimatorName,
  simulate: SimulateEnsembles,
): Promise<Scores> {
  const parts: Scores[] = [];
  for (const wave of wavesOf(request)) {
    const part = partOf(request, wave, request.replicates);
    parts.push(scoreEnsembles(part, await simulate(part), estimator));
  }
  return joinScores(parts);
}
