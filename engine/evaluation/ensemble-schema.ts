import * as z from "zod";
import {
  type DistinctPatterns,
  type DrawKeys,
  LIMITS,
  parameterCount,
  type ReplicateRange,
} from "../../kernels/index.js";
import { uint32Schema } from "../codec/array-schemas.js";
import { populationSchema } from "../strategies/strategy-schema.js";
import type { EnsembleRequest, EnsembleResult } from "./ensemble.js";

const word = z.int().min(0).max(0xffffffff);
const keys = z
  .array(z.tuple([word, word]))
  .min(1)
  .max(LIMITS.individuals);

/** Drawing keys, as messages carry them. */
const drawKeysSchema: z.ZodType<DrawKeys> = z.strictObject({ initialStates: keys, noise: keys });

/** A range of replicates, as messages carry it. */
export const replicateRangeSchema: z.ZodType<ReplicateRange> = z
  .strictObject({ from: z.int().min(0), count: z.int().min(1) })
  .refine(({ from, count }) => from + count <= LIMITS.replicates, "more replicates than any");

/** A request for ensembles, as messages carry it: genomes of the network's size, one key or one an individual. */
export const ensembleRequestSchema: z.ZodType<EnsembleRequest> = z
  .strictObject({
    model: z.strictObject({
      cells: z.int().min(1).max(LIMITS.cells),
      boundary: z.enum(["open", "pinned", "periodic"]),
      steps: z.int().min(1),
      dt: z.number().positive(),
      noiseStrength: z.number().min(0),
      thresholds: z
        .array(z.number())
        .min(1)
        .max(LIMITS.fates - 1),
      initialLow: z.number(),
      initialHigh: z.number(),
    }),
    regulation: z.enum(["table", "direct"]),
    hidden: z.array(z.int().min(1).max(LIMITS.hiddenSize)).min(1).max(LIMITS.hiddenLayers),
    population: populationSchema,
    keys: drawKeysSchema,
    replicates: replicateRangeSchema,
  })
  .refine(
    ({ hidden, population: { individuals, genomes } }) =>
      genomes.length === individuals * parameterCount(hidden),
    "the genomes do not fit the network",
  )
  .refine(
    ({ population: { individuals }, keys: { initialStates, noise } }) =>
      [initialStates, noise].every(({ length }) => length === 1 || length === individuals),
    "there is neither one key nor one for each individual",
  );

const distinctPatterns: z.ZodType<DistinctPatterns> = z
  .strictObject({ words: uint32Schema, counts: uint32Schema })
  .refine(
    ({ words, counts }) => (counts.length === 0 ? words.length === 0 : words.length % counts.length === 0),
    "the patterns cannot be cut into as many as were counted",
  );

/** Simulated ensembles, as messages carry them. */
export const ensembleResultSchema: z.ZodType<EnsembleResult> = z
  .strictObject({
    regulation: z.array(
      z.strictObject({
        intervals: z.int().min(0),
        error: z.number().or(z.nan()),
        tolerance: z.number(),
        finite: z.boolean(),
      }),
    ),
    counts: z.array(distinctPatterns),
  })
  .refine(
    ({ regulation, counts }) => regulation.length === counts.length,
    "summaries and counts differ in number",
  );
