import * as z from "zod";
import type { GenerationRecord } from "../evolution/generation-record.js";
import { bits } from "./numbers.js";
import { leftOutText, thinned } from "./thinning.js";

/** What of a line of history.jsonl is drawn. */
export type DrawnGeneration = Pick<
  GenerationRecord,
  "generation" | "best" | "mean" | "std" | "patternEntropy" | "reproducibilityEntropy" | "distinctPatterns"
>;

const known = z.number().nullable();

/** Of the lines of history.jsonl, in their order; others of their keys are of no account. */
export const historySchema: z.ZodType<readonly DrawnGeneration[]> = z.array(
  z.object({
    generation: z.int().min(0),
    best: known,
    mean: known,
    std: known,
    patternEntropy: known,
    reproducibilityEntropy: known,
    distinctPatterns: z.int().min(0),
  }),
);

/** Generations of a history that are drawn. */
const MOST_GENERATIONS = 500;

/** A history of at most 500 generations, the lowest and highest bests among them, and the sentence that says so. */
export function thinnedHistory(
  history: readonly DrawnGeneration[],
  most: number = MOST_GENERATIONS,
): { readonly drawn: readonly DrawnGeneration[]; readonly leftOut: string } {
  const drawn = thinned(history, ({ best }) => best, most);
  const leftOut = leftOutText(drawn.length, history.length, "generations");
  return { drawn, leftOut };
}

/**
 * How a value goes through a history, as the end of a sentence: `goes from 0.1119 bits in generation 0 to 0.9852 bits in
 * generation 24`.
 */
export function courseText(
  history: readonly DrawnGeneration[],
  valueOf: (record: DrawnGeneration) => number | null,
): string {
  const valued = history.filter((record) => valueOf(record) !== null);
  const [first, last] = [valued[0], valued.at(-1)];
  if (first === undefined || last === undefined) return "has no value in any generation";
  const at = (record: DrawnGeneration): string =>
    `${bits(valueOf(record))} bits in generation ${record.generation}`;
  return first === last ? `is ${at(first)}` : `goes from ${at(first)} to ${at(last)}`;
}

/** The generation of the highest best, the first of several; undefined where no generation has one. */
export function highestOf(history: readonly DrawnGeneration[]): DrawnGeneration | undefined {
  return history.reduce<DrawnGeneration | undefined>(
    (so, record) => (record.best !== null && record.best > (so?.best ?? -Infinity) ? record : so),
    undefined,
  );
}
