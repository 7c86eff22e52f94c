import * as z from "zod/mini";
import { type EnsembleResult, simulateEnsembles } from "../ensemble.js";
import { ensembleRequestSchema, ensembleResultSchema } from "../ensemble-schema.js";
import { isResultOf, mergeShards } from "../shards.js";
import { cutByEnsembles, type EnsembleTask, type TaskDefinition, taskSchemas } from "./task.js";

/** The patterns themselves, for whoever measures or keeps them. */
export const ensemble: TaskDefinition<EnsembleTask<"ensemble">, EnsembleResult, EnsembleResult> = {
  schemas: taskSchemas<EnsembleTask<"ensemble">, EnsembleResult, EnsembleResult>(
    "ensemble",
    z.strictObject({ kind: z.literal("ensemble"), ensembles: ensembleRequestSchema }),
    ensembleResultSchema,
    ensembleResultSchema,
  ),
  ...cutByEnsembles<EnsembleTask<"ensemble">>(),
  run: (backend, { ensembles }) => simulateEnsembles(backend, ensembles),
  isPartialOf: ({ ensembles }, partial) => isResultOf(ensembles, partial),
  merge: ({ ensembles }, partials) => mergeShards(ensembles, partials),
  join: (results) => ({
    drift: results.flatMap(({ drift }) => drift),
    counts: results.flatMap(({ counts }) => counts),
  }),
};
