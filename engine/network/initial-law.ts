import * as z from "zod";
import type { Key } from "../../kernels/index.js";
import { lecunNormal, lecunScales } from "./lecun-normal.js";
import { wideNormal, wideScales, type WideScales } from "./wide-normal.js";

/** The law of fresh genomes, as `network.initial` configures it. */
export type InitialLaw = { readonly law: "lecun" } | ({ readonly law: "wide" } & WideScales);

const MOST = 1000;

/** Checks the scales of the wide law and fills in what serves on lines of 7. */
export const wideSchema: z.ZodObject & z.ZodType<{ readonly law: "wide" } & WideScales> = z.strictObject({
  law: z.literal("wide"),
  steepness: z
    .number()
    .min(0)
    .max(MOST)
    .default(20)
    .describe(`standard deviation of the first layer's weights, how steep f is, 0 … ${MOST}`),
  gain: z
    .number()
    .min(0)
    .max(MOST)
    .default(4)
    .describe(`gain of the other hidden layers, whose weights are normal(0, gain² / fan-in), 0 … ${MOST}`),
  amplitude: z
    .number()
    .min(0)
    .max(MOST)
    .default(16)
    .describe(`gain of the last layer: how large f is, 0 … ${MOST}`),
});

/** Checks the law of fresh genomes. */
export const initialLawSchema: z.ZodType<InitialLaw> = z
  .discriminatedUnion("law", [z.strictObject({ law: z.literal("lecun") }), wideSchema])
  .describe(
    "law of fresh genomes: lecun, weights of variance 1 / fan-in; wide, large and steep steps of f anywhere",
  );

/** A fresh genome by a law, `[parameter]`. @param drawKey the individual's own key @throws CellfateError `argument.invalid` */
export function drawGenome(hidden: readonly number[], initial: InitialLaw, drawKey: Key): Float32Array {
  return initial.law === "lecun" ? lecunNormal(hidden, drawKey) : wideNormal(hidden, drawKey, initial);
}

/** Standard deviations of a law, `[parameter]`: what a step of a search can be measured by. */
export function scalesOf(hidden: readonly number[], initial: InitialLaw): Float64Array {
  return initial.law === "lecun" ? lecunScales(hidden) : wideScales(hidden, initial);
}
