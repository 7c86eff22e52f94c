import * as z from "zod";
import type { GenerationDiagnosis } from "../gradient/diagnosis/diagnose-generation.js";
import { amount } from "./numbers.js";
import { leftOutText, thinned } from "./thinning.js";

/** What of the diagnosis of a generation is drawn. */
export type DrawnDiagnosis = Omit<GenerationDiagnosis, "individual" | "distinctPatterns">;

/** What the figures of gradients are drawn from. */
export interface GradientRecords {
  /** Ascending. */
  readonly generations: readonly DrawnDiagnosis[];
}

const known = z.number().nullable();
const share = z.number().min(0).max(1).nullable();
const estimate = z
  .object({ norm: z.number().min(0), signalToNoise: z.number().min(0).nullable() })
  .nullable();
const cosine = z.number().min(-1.001).max(1.001).nullable();

/** Of the records of all figures of gradients. */
export const gradientSchema: z.ZodType<GradientRecords> = z.object({
  generations: z.array(
    z.object({
      generation: z.int().min(0),
      utility: known,
      softUtility: known,
      pathwise: estimate,
      score: estimate,
      antithetic: estimate,
      cosines: z.object({ pathwiseScore: cosine, pathwiseAntithetic: cosine, scoreAntithetic: cosine }),
      adjoint: z
        .object({ steps: z.array(z.int().min(0)), norms: z.array(z.number().min(0)) })
        .refine(({ steps, norms }) => steps.length === norms.length, "not one norm a step"),
      clipped: share,
      saturated: share,
      kernel: z.object({ mean: share, gradientLeft: share }),
    }),
  ),
});

/** Generations that are drawn. */
const MOST_GENERATIONS = 500;

/** The generations that are drawn, at most 500, and the sentence that says so. */
export function drawnGenerations({ generations }: GradientRecords): {
  readonly drawn: readonly DrawnDiagnosis[];
  readonly leftOut: string;
} {
  const drawn = thinned(generations, ({ pathwise }) => pathwise?.norm ?? null, MOST_GENERATIONS);
  return { drawn, leftOut: leftOutText(drawn.length, generations.length, "generations") };
}

/** How a value goes over the generations, as the end of a sentence: `goes from 18.3 in generation 0 to 0.012 in generation 40`. */
export function gradientCourse(
  generations: readonly DrawnDiagnosis[],
  valueOf: (diagnosis: DrawnDiagnosis) => number | null,
): string {
  const valued = generations.flatMap((diagnosis) => {
    const value = valueOf(diagnosis);
    return value === null ? [] : [{ generation: diagnosis.generation, value }];
  });
  const [first, last] = [valued[0], valued.at(-1)];
  if (first === undefined || last === undefined) return "has no value";
  const at = ({ generation, value }: { readonly generation: number; readonly value: number }): string =>
    `${amount(value)} in generation ${generation}`;
  return first === last ? `is ${at(first)}` : `goes from ${at(first)} to ${at(last)}`;
}

/** In how many of the generations a value is exactly 0, as a sentence; empty where it nowhere is. @param what `The pathwise gradient` */
export function zerosText(
  what: string,
  generations: readonly DrawnDiagnosis[],
  valueOf: (diagnosis: DrawnDiagnosis) => number | null,
): string {
  const zeros = generations.filter((diagnosis) => valueOf(diagnosis) === 0).length;
  return zeros === 0
    ? ""
    : `${what} is exactly 0 in ${zeros} of ${generations.length} generations, marked on the axis.`;
}
