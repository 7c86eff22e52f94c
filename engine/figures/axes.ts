import type { JsonObject } from "./json.js";

/** The channel of a number over an axis that need not begin at 0. */
export function quantity(field: string, title: string, more: JsonObject = {}): JsonObject {
  return { field, type: "quantitative", title, scale: { zero: false }, ...more };
}

/** The channel of whole numbers: generations, cells. */
export function whole(field: string, title: string): JsonObject {
  return quantity(field, title, {
    scale: { zero: false, nice: false },
    axis: { format: "d", tickMinStep: 1, grid: false },
  });
}
