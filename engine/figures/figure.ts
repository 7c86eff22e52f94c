import type { JsonObject } from "./json.js";
import { CONFIG } from "./theme.js";

/** A Vega-Lite 6 specification with its data in it. */
export type FigureSpec = JsonObject;

/** The data of a figure, a line of a CSV file each row. */
export interface FigureTable {
  readonly columns: readonly string[];
  /** `[row][column]`; null where something has no value. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** A figure before it is drawn. */
export interface Figure {
  /** In kebab-case: the name of its files and its anchor in a page. */
  readonly name: string;
  /** A few words. */
  readonly title: string;
  /** What one sees, in one to three sentences that are made from the data; what was left out is the last of them. */
  readonly caption: string;
  readonly spec: FigureSpec;
  readonly table: FigureTable;
}

/** What a figure is made of; `view` is all of its specification that is its own. */
export interface FigureParts extends Pick<Figure, "name" | "title" | "table"> {
  /** The sentences of the caption; an empty one is left out. */
  readonly caption: readonly string[];
  readonly view: JsonObject;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";
/** Of numbers that are drawn: finer than any pixel. */
const DRAWN_DIGITS = 6;

/** The figure that has these parts, with the theme's configuration and its caption as description. */
export function figure({ name, title, caption, table, view }: FigureParts): Figure {
  const sentences = caption.filter((sentence) => sentence !== "").join(" ");
  const spec = { $schema: SCHEMA, description: `${title}. ${sentences}`, config: CONFIG, ...view };
  return { name, title, caption: sentences, spec, table };
}

/** A number as it is drawn. */
export function drawn(value: number): number {
  return Number(value.toPrecision(DRAWN_DIGITS));
}

/** The rows of a table as the data of a view, each an object with those columns that have a value. */
export function dataOf({ columns, rows }: FigureTable): JsonObject {
  const values = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, i) => {
        const value = row[i] ?? null;
        return value === null ? [] : [[column, typeof value === "number" ? drawn(value) : value]];
      }),
    ),
  );
  return { values };
}
