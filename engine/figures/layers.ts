import type { FigureTable } from "./figure.js";
import type { JsonObject } from "./json.js";
import { THEME } from "./theme.js";

/** Layers, and whether there is anything for them to draw: an axis of no number has no extent. */
export interface Part {
  readonly drawn: boolean;
  readonly layers: readonly JsonObject[];
}

const NOTHING: JsonObject = {
  data: { values: [{}] },
  mark: { type: "text", text: "no value to draw", color: THEME.light.muted },
};

/** Whether a column of a table has a value in any row. */
export function hasValue({ columns, rows }: FigureTable, column: string): boolean {
  const at = columns.indexOf(column);
  return rows.some((row) => row[at] !== null);
}

/** The layers of all parts that are drawn, in their order; one that says so where there is none. */
export function layersOf(parts: readonly Part[]): readonly JsonObject[] {
  const layers = parts.filter(({ drawn }) => drawn).flatMap((part) => part.layers);
  return layers.length === 0 ? [NOTHING] : layers;
}
