import * as z from "zod/mini";
import { layoutOf } from "../../../kernels/index.js";
import { float64Schema, uint32Schema } from "../../codec/array-schemas.js";
import { ensembleUtility } from "../../information/ensemble-measures.js";
import { ESTIMATOR_NAMES, type EstimatorName } from "../../information/entropy-estimators.js";
import { utilityStandardError } from "../../information/jackknife.js";
import type { PatternEnsemble } from "../../information/pattern-ensemble.js";
import { type EnsembleResult, simulateEnsembles } from "../ensemble.js";
import { ensembleRequestSchema, ensembleResultSchema } from "../ensemble-schema.js";
import { isResultOf, mergeShards } from "../shards.js";
import { cutByEnsembles, type EnsembleTask, type TaskDefinition, taskSchemas } from "./task.js";

/** Asks what the ensembles are worth. */
export interface ScoreTask extends EnsembleTask<"score"> {
  readonly estimator: EstimatorName;
  /** Whether the standard errors of the fitness are wanted: the jackknife takes longer than the fitness itself. */
  readonly standardErrors: boolean;
}

/** What a generation's ensembles say, all `[individual]`; NaN for individuals whose f is not finite. */
export interface Scores {
  /** Utility U in bits, by the estimator asked for; also NaN where that is undefined. */
  readonly fitness: Float64Array;
  /** Of the fitness, in bits; null where it was not asked for. */
  readonly standardError: Float64Array | null;
  readonly patternEntropy: Float64Array;
  readonly reproducibilityEntropy: Float64Array;
  readonly distinctPatterns: Uint32Array;
  /** Intervals of the table, and its error relative to the tolerance it had to reach. */
  readonly tableIntervals: Uint32Array;
  readonly tableError: Float64Array;
}

const scoresSchema: z.ZodMiniType<Scores> = z
  .strictObject({
    fitness: float64Schema,
    standardError: z.nullable(float64Schema),
    patternEntropy: float64Schema,
    reproducibilityEntropy: float64Schema,
    distinctPatterns: uint32Schema,
    tableIntervals: uint32Schema,
    tableError: float64Schema,
  })
  .check(
    z.refine(
      ({ fitness, ...others }) =>
        Object.values(others).every((other) => other === null || other.length === fitness.length),
      "the scores differ in number",
    ),
  );

/** The scores of ensembles that have been simulated. */
export function scoreEnsembles(
  { ensembles, estimator, standardErrors }: Omit<ScoreTask, "kind">,
  { drift, counts }: EnsembleResult,
): Scores {
  const layout = layoutOf(ensembles.system);
  /** `[individual]`: `value` of those whose f is finite. */
  const ofFinite = <T>(value: (ensemble: PatternEnsemble) => T, otherwise: T): T[] =>
    counts.map((distinct, individual) =>
      drift[individual]!.finite ? value({ distinct, layout }) : otherwise,
    );
  const rows = ofFinite((ensemble) => ensembleUtility(ensemble, estimator), {
    utility: NaN,
    patternEntropy: NaN,
    reproducibilityEntropy: NaN,
  });
  return {
    fitness: Float64Array.from(rows, ({ utility }) => utility ?? NaN),
    standardError: standardErrors
      ? Float64Array.from(ofFinite((ensemble) => utilityStandardError(ensemble, estimator) ?? NaN, NaN))
      : null,
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

function joinFloats(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function joinCounts(parts: readonly Uint32Array[]): Uint32Array {
  return Uint32Array.from(parts.flatMap((part) => [...part]));
}

/** The scores of a population: its ensembles are simulated, merged and measured, and only the measures go on. */
export const score: TaskDefinition<ScoreTask, EnsembleResult, Scores> = {
  schemas: taskSchemas<ScoreTask, EnsembleResult, Scores>(
    "score",
    z.strictObject({
      kind: z.literal("score"),
      ensembles: ensembleRequestSchema,
      estimator: z.enum(ESTIMATOR_NAMES),
      standardErrors: z.boolean(),
    }),
    ensembleResultSchema,
    scoresSchema,
  ),
  ...cutByEnsembles<ScoreTask>(),
  run: (backend, { ensembles }) => simulateEnsembles(backend, ensembles),
  isPartialOf: ({ ensembles }, partial) => isResultOf(ensembles, partial),
  merge: (task, partials) => scoreEnsembles(task, mergeShards(task.ensembles, partials)),
  join: (waves) => {
    const errors = waves.flatMap(({ standardError }) => (standardError === null ? [] : [standardError]));
    return {
      fitness: joinFloats(waves.map(({ fitness }) => fitness)),
      standardError: errors.length === 0 ? null : joinFloats(errors),
      patternEntropy: joinFloats(waves.map(({ patternEntropy }) => patternEntropy)),
      reproducibilityEntropy: joinFloats(waves.map(({ reproducibilityEntropy }) => reproducibilityEntropy)),
      distinctPatterns: joinCounts(waves.map(({ distinctPatterns }) => distinctPatterns)),
      tableIntervals: joinCounts(waves.map(({ tableIntervals }) => tableIntervals)),
      tableError: joinFloats(waves.map(({ tableError }) => tableError)),
    };
  },
};
