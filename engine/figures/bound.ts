import type { JsonObject } from "./json.js";
import { bits } from "./numbers.js";
import { backdrop, ruleMark, type Series } from "./series.js";

/** The highest utility that is possible. */
export const BOUND: Series = backdrop("bound");

/** The rule at a bound; none where it is not known. @param along the axis of the utilities */
export function boundLayers(bound: number | undefined, along: "x" | "y"): JsonObject[] {
  if (bound === undefined) return [];
  const channel = { field: "bound", type: "quantitative" };
  return [{ data: { values: [{ bound }] }, mark: ruleMark(BOUND), encoding: { [along]: channel } }];
}

/** The sentence that names a bound; empty where it is not known. */
export function boundText(bound: number | undefined): string {
  return bound === undefined ? "" : `No function can have more than ${bits(bound)} bits, the dotted line.`;
}
