import * as z from "zod";
import { type EnsembleResult, simulateEnsembles } from "../ensemble.js";
import { ensembleRequestSchema, ensembleResultSchema } from "../ensemble-schema.js";
import { BLOCK_REPLICATES, isResultOf, mergeShards, wavesOfEnsembles } from "../shards.js";
import { type EnsembleTask, shardOfEnsembles, type TaskDefinition, taskSchemas } from "./task.js";

/** The patterns themselves, for whoever measures or keeps them. */
export const ensemble: TaskDefinition<EnsembleTask<"ensemble">, EnsembleResult, EnsembleResult> = {
  schemas: taskSchemas<EnsembleTask<"ensemble">, EnsembleResult, EnsembleResult>(
    "ensemble",
    z.strictObject({ kind: z.literal("ensemble"), ensembles: ensembleRequestSchema }),
    ensembleResultSchema,
    ensembleResultSchema,
  ),
  block: BLOCK_REPLICATES,
  waves: wavesOfEnsembles,
  shard: shardOfEnsembles,
  run: (backend, { ensembles }) => simulateEnsembles(backend, ensembles),
  isPartialOf: ({ ensembles }, partial) => isResultOf(ensembles, partial),
  merge: ({ ensembles }, partials) => mergeShards(ensembles, partials),
  join: (results) => ({
    drift: results.flatMap(({ drift }) => drift),
    counts: results.flatMap(({ counts }) => counts),
  }),
};
