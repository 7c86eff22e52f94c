import * as z from "zod/mini";
import {
  type DistinctPatterns,
  type DrawKeys,
  type DriftSummary,
  LIMITS,
  type ReplicateRange,
} from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import { uint32Schema } from "../codec/array-schemas.js";
import { systemSchema } from "../models/system-schema.js";
import { parametersOf } from "../models/system.js";
import { populationSchema } from "../strategies/strategy-schema.js";
import type { Population } from "../strategies/strategy.js";
import type { EnsembleConditions, EnsembleRequest, EnsembleResult } from "./ensemble.js";

const word = z.int().check(z.minimum(0), z.maximum(0xffffffff));
const keys = z.array(z.tuple([word, word])).check(z.minLength(1), z.maxLength(LIMITS.individuals));

/** Drawing keys, as messages carry them. */
const drawKeysSchema: z.ZodMiniType<DrawKeys> = z.strictObject({ initialStates: keys, noise: keys });

/** A range of replicates, as messages carry it. */
export const replicateRangeSchema: z.ZodMiniType<ReplicateRange> = z
  .strictObject({ from: z.int().check(z.minimum(0)), count: z.int().check(z.minimum(1)) })
  .check(z.refine(({ from, count }) => from + count <= LIMITS.replicates, "more replicates than any"));

/** A request for ensembles, as messages carry it: genomes of the network's size, one key or one an individual. */
export const ensembleRequestSchema: z.ZodMiniType<EnsembleRequest> = z
  .strictObject({
    system: systemSchema,
    population: populationSchema,
    keys: drawKeysSchema,
    replicates: replicateRangeSchema,
  })
  .check(
    z.refine(
      ({ system, population: { individuals, genomes } }) =>
        genomes.length === individuals * parametersOf(system),
      "the genomes do not fit the model",
    ),
    z.refine(
      ({ population: { individuals }, keys: { initialStates, noise } }) =>
        [initialStates, noise].every(({ length }) => length === 1 || length === individuals),
      "there is neither one key nor one for each individual",
    ),
  );

/** @throws CellfateError `argument.invalid` unless the population can be simulated so, `replicates` times */
export function checkEnsembles(
  conditions: EnsembleConditions,
  population: Population,
  replicates: number,
): void {
  const ensembles = { ...conditions, population, replicates: { from: 0, count: replicates } };
  checkedBy(ensembleRequestSchema, ensembles, "ensembles");
}

const distinctPatterns: z.ZodMiniType<DistinctPatterns> = z
  .strictObject({ words: uint32Schema, counts: uint32Schema })
  .check(
    z.refine(
      ({ words, counts }) => (counts.length === 0 ? words.length === 0 : words.length % counts.length === 0),
      "the patterns cannot be cut into as many as were counted",
    ),
  );

/** How a drift was prepared, as messages carry it. */
export const driftSummarySchema: z.ZodMiniType<DriftSummary> = z.strictObject({
  intervals: z.int().check(z.minimum(0)),
  error: z.union([z.number(), z.nan()]),
  tolerance: z.number(),
  finite: z.boolean(),
});

/** Simulated ensembles, as messages carry them. */
export const ensembleResultSchema: z.ZodMiniType<EnsembleResult> = z
  .strictObject({
    drift: z.array(driftSummarySchema),
    counts: z.array(distinctPatterns),
  })
  .check(
    z.refine(({ drift, counts }) => drift.length === counts.length, "summaries and counts differ in number"),
  );
