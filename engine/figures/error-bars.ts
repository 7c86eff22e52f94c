import type { Json, JsonObject } from "./json.js";
import type { Measured } from "./numbers.js";
import { pointMark, ruleMark, type Series } from "./series.js";

/** A utility with the ends of its error's bar; without an error it is its own ends. */
export interface Limits extends Measured {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The columns of {@link Limits}, in the order in which {@link limitsOf} has them. */
export const LIMIT_COLUMNS = ["utility", "standardError", "lower", "upper"] as const;

/** A utility with the ends of its error's bar. */
export function limitsOf({
  utility,
  standardError,
}: Measured): Readonly<Record<keyof Limits, number | null>> {
  if (utility === null) return { utility, standardError, lower: null, upper: null };
  const error = standardError ?? 0;
  return { utility, standardError, lower: utility - error, upper: utility + error };
}

/**
 * The layers of utilities with their errors, ± one standard error.
 *
 * @param along the axis of the utilities; `across` has the channels of the other
 * @param more of the layers: their data, what of it is meant
 */
export function errorBars(
  series: Series,
  along: "x" | "y",
  across: JsonObject,
  title: Json,
  more: JsonObject = {},
): JsonObject[] {
  const channel = (field: string): JsonObject => ({
    [along]: { field, type: "quantitative", title, scale: { zero: false } },
    ...across,
  });
  return [
    { ...more, mark: ruleMark(series), encoding: { ...channel("lower"), [`${along}2`]: { field: "upper" } } },
    { ...more, mark: pointMark(series), encoding: channel("utility") },
  ];
}
