import { imageLayer } from "./cell-image.js";
import { fateValue, patternName } from "./fates.js";
import type { JsonObject } from "./json.js";
import { everyNth, leftOutText } from "./thinning.js";

/** Replicates and cells that a raster has at most: more rows could not be told apart, more columns not be drawn. */
const MOST_ROWS = 30;
const MOST_COLUMNS = 360;

/** The replicates that a raster draws. */
export function rasterRows(patterns: readonly string[]): readonly string[] {
  return patterns.slice(0, MOST_ROWS);
}

/** The layer of a raster of {@link rasterRows}: a row each replicate, a column each cell or, of many, every so-manieth. */
export function rasterLayer(rows: readonly string[], fates: number): JsonObject {
  const cells = rows[0]?.length ?? 1;
  const columns = everyNth(cells, MOST_COLUMNS);
  const image = {
    ...{ x: -0.5, x2: cells - 0.5, y: -0.5, y2: rows.length - 0.5 },
    ...{ rows: rows.length, columns: columns.length },
    valueAt: (row: number, column: number) => {
      const cell = columns[column] ?? 0;
      return fateValue(Number(rows[row]?.[cell] ?? 0), fates);
    },
  };
  const axes = { x: { title: "cell", whole: true }, y: { title: "replicate", whole: true } };
  return imageLayer(image, axes);
}

/** What of the patterns a raster leaves out, in no or more sentences. */
export function rasterLeftOut(patterns: readonly string[]): string[] {
  const cells = patterns[0]?.length ?? 1;
  return [
    leftOutText(rasterRows(patterns).length, patterns.length, "replicates"),
    leftOutText(everyNth(cells, MOST_COLUMNS).length, cells, "cells"),
  ];
}

/** What one sees in a raster: `the most frequent pattern, 0110110, is that of 24 of 30; 3 other patterns come, too` */
export function rasterText(rows: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const pattern of rows) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  const [[pattern, most] = ["", 0], ...others] = [...counts].sort(([, a], [, b]) => b - a);
  const name = patternName(pattern, "a long pattern");
  if (others.length === 0) return `the pattern of ${most === 1 ? "the only one" : `all ${most}`} is ${name}`;
  return `the most frequent pattern, ${name}, is that of ${most} of ${rows.length}; ${others.length} other ${others.length === 1 ? "pattern comes" : "patterns come"}, too`;
}
