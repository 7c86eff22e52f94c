import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";
import { colourAt } from "./continuous.js";
import type { Series } from "./series.js";
import { THEME } from "./theme.js";

/** A pattern: a digit a cell, see {@link fit}. */
export const patternSchema: z.ZodType<string> = z.string().min(1).max(LIMITS.cells);

/** Z, the number of fates. */
export const fatesSchema: z.ZodType<number> = z.int().min(2).max(LIMITS.fates);

/** Patterns of at least one replicate. */
export const patternsSchema: z.ZodType<readonly string[]> = z.array(patternSchema).min(1);

/** What is expected of patterns that do not {@link fit}. */
export const UNFIT = "expected patterns of one length, a digit a cell, with digits below the number of fates";

/** Whether all patterns have a digit for each of `cells` cells, and digits of these fates alone. */
export function fit(patterns: readonly string[], cells: number, fates: number): boolean {
  const digits = new RegExp(`^[${"0123456789".slice(0, fates)}]+$`);
  return patterns.every((pattern) => pattern.length === cells && digits.test(pattern));
}

/** Longest pattern that a sentence or an axis quotes. */
const MOST_QUOTED = 16;

/** Where a fate 0 … Z − 1 stands among the continuous colours. */
export function fateValue(fate: number, fates: number): number {
  return fate / (fates - 1);
}

/** The legend of the fates. */
export function fateSeries(fates: number): Series[] {
  return Array.from({ length: fates }, (_, fate) => ({
    name: `fate ${fate}`,
    colour: THEME.light.muted,
    fill: colourAt(fateValue(fate, fates)),
    dash: [1, 0],
    symbol: "square",
  }));
}

/** A pattern as a sentence or an axis names it; one that is too long, in other words. */
export function patternName(pattern: string, otherwise: string): string {
  return pattern.length <= MOST_QUOTED ? pattern : otherwise;
}
