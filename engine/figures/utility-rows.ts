import { BOUND, boundLayers } from "./bound.js";
import { errorBars, LIMIT_COLUMNS, limitsOf } from "./error-bars.js";
import { dataOf, type FigureTable } from "./figure.js";
import type { JsonObject } from "./json.js";
import { hasValue, layersOf } from "./layers.js";
import type { Measured } from "./numbers.js";
import { ROW_HEIGHT, ROW_WIDTH, rowChannel } from "./rows.js";
import { legendLayer, points } from "./series.js";

/** A run, or whatever else has a utility, by its name. */
export interface NamedUtility extends Measured {
  readonly label: string;
}

const UTILITY = points("utility ± s.e.", 0);

/** Utilities and their limits in bits, a row each. @param named each by another name, as an axis shows it */
export function utilityTable(named: readonly NamedUtility[]): FigureTable {
  return {
    columns: ["label", ...LIMIT_COLUMNS],
    rows: named.map((one) => {
      const limits = limitsOf(one);
      return [one.label, ...LIMIT_COLUMNS.map((column) => limits[column])];
    }),
  };
}

/** The view of a {@link utilityTable}: a point with its error a row, in their order, and the bound in bits, where there is one. */
export function utilityRows(
  table: FigureTable,
  named: readonly NamedUtility[],
  bound: number | undefined,
): JsonObject {
  const y = rowChannel(named.map(({ label }) => label));
  return {
    width: ROW_WIDTH,
    height: ROW_HEIGHT * named.length,
    data: dataOf(table),
    layer: [
      ...layersOf([
        { drawn: bound !== undefined, layers: boundLayers(bound, "x") },
        { drawn: hasValue(table, "utility"), layers: errorBars(UTILITY, "x", { y }, "utility (bits)") },
      ]),
      legendLayer([UTILITY, ...(bound === undefined ? [] : [BOUND])], 2),
    ],
  };
}
