import * as z from "zod";
import type { GenerationRecord } from "../evolution/generation-record.js";

const share = z.number().nullable();
const count = z.int().min(0);
const recordSchema = z.object({
  generation: count,
  best: share,
  mean: share,
  std: share,
  bestIndividual: count,
  patternEntropy: share,
  reproducibilityEntropy: share,
  distinctPatterns: count,
  invalid: count,
  cellSteps: z.number().min(0),
  work: z
    .object({
      scoring: z.number(),
      promotion: z.number(),
      rescoring: z.number(),
      verification: z.number(),
      adjoint: z.number().exactOptional(),
    })
    .exactOptional(),
  replicates: count.exactOptional(),
  verified: share.exactOptional(),
});

/** The record that a parsed line of history.jsonl holds; undefined where it is none. */
export function parseGenerationRecord(value: unknown): GenerationRecord | undefined {
  return recordSchema.safeParse(value).data;
}
