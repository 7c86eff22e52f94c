/**
 * `cellfate/figures`: pictures of runs and ensembles as Vega-Lite specifications, which who wants them draws. A function
 * belongs here if it checks what it is given, type, shape and range; `tests/library/` misuses every one.
 */
export type { Figure, FigureSpec, FigureTable } from "./figure.js";
export * as figures from "./figures.js";
export type { DrawnDiagnosis, GradientRecords } from "./gradient-history.js";
export type { DrawnGeneration } from "./history.js";
export type { Json, JsonObject } from "./json.js";
export type { Measured } from "./numbers.js";
export type { PatternList, PatternsRecords } from "./pattern-list.js";
export { CONTINUOUS, type Palette, THEME } from "./theme.js";
export type { DrawnTrajectories, TrajectoriesRecords } from "./trajectories.js";
