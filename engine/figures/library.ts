/**
 * `cellfate/figures`: pictures of runs and ensembles as Vega-Lite specifications, which who wants them draws. A function
 * belongs here if it checks what it is given, type, shape and range; `tests/library/` misuses every one.
 */
export type { Figure, FigureSpec, FigureTable, Json, JsonObject } from "./figure.js";
export * as figures from "./figures.js";
export { CONTINUOUS, type Palette, THEME } from "./theme.js";
