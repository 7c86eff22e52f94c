import * as z from "zod/mini";
import { option } from "../option.js";
import type { Key } from "../../kernels/index.js";
import { lecunNormal, lecunScales } from "./lecun-normal.js";
import { wideNormal, wideScales, type WideScales } from "./wide-normal.js";

/** The law of fresh genomes, as `network.initial` configures it. */
export type InitialLaw = { readonly law: "lecun" } | ({ readonly law: "wide" } & WideScales);

const MOST = 1000;

/** Checks the scales of the wide law and fills in what serves on lines of 7. */
export const wideSchema: z.ZodMiniObject & z.ZodMiniType<{ readonly law: "wide" } & WideScales> =
  z.strictObject({
    law: z.literal("wide"),
    steepness: option(
      z.number().check(z.minimum(0), z.maximum(MOST)),
      20,
      `standard deviation of the first layer's weights, how steep f is, 0 … ${MOST}`,
    ),
    gain: option(
      z.number().check(z.minimum(0), z.maximum(MOST)),
      4,
      `gain of the other hidden layers, whose weights are normal(0, gain² / fan-in), 0 … ${MOST}`,
    ),
    amplitude: option(
      z.number().check(z.minimum(0), z.maximum(MOST)),
      16,
      `gain of the last layer: how large f is, 0 … ${MOST}`,
    ),
  });

/** Checks the law of fresh genomes. */
export const initialLawSchema: z.ZodMiniType<InitialLaw> = z
  .discriminatedUnion("law", [z.strictObject({ law: z.literal("lecun") }), wideSchema])
  .check(
    z.describe(
      "law of fresh genomes: lecun, weights of variance 1 / fan-in; wide, large and steep steps of f anywhere",
    ),
  );

/** A fresh genome by a law, `[parameter]`. @param drawKey the individual's own key @throws CellfateError `argument.invalid` */
export function drawGenome(hidden: readonly number[], initial: InitialLaw, drawKey: Key): Float32Array {
  return initial.law === "lecun" ? lecunNormal(hidden, drawKey) : wideNormal(hidden, drawKey, initial);
}

/** Standard deviations of a law, `[parameter]`: what a step of a search can be measured by. */
export function scalesOf(hidden: readonly number[], initial: InitialLaw): Float64Array {
  return initial.law === "lecun" ? lecunScales(hidden) : wideScales(hidden, initial);
}
