import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { continuousColour, continuousLegendLayer } from "./continuous-legend.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { type Band, bandsOf, heatChannels, type HeatAxis, heatAxisSchema } from "./heat-axis.js";
import { hasValue, layersOf } from "./layers.js";
import { amount, bits } from "./numbers.js";
import { ROW_HEIGHT, ROW_WIDTH } from "./rows.js";
import { pointMark, points } from "./series.js";
import { HEIGHT, WIDTH } from "./theme.js";
import { evenly, leftOutText } from "./thinning.js";

export type { HeatAxis };

/** What a map of values over two axes is drawn from. */
export interface HeatMapRecords {
  /** What is mapped: its name, and its unit where it has one. */
  readonly quantity: { readonly title: string; readonly unit?: string | undefined };
  readonly x: HeatAxis;
  readonly y: HeatAxis;
  /** `[y][x]`; null where there is none. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Of the values, in the same order and unit; null where it is not known. */
  readonly standardErrors?: readonly (readonly (number | null)[])[] | undefined;
}

function rowsFit({ x, y }: HeatMapRecords, rows: readonly (readonly unknown[])[]): boolean {
  return rows.length === y.values.length && rows.every((row) => row.length === x.values.length);
}

const schema: z.ZodType<HeatMapRecords> = z
  .object({
    quantity: z.object({ title: z.string().min(1), unit: z.string().min(1).optional() }),
    x: heatAxisSchema,
    y: heatAxisSchema,
    values: z.array(z.array(z.number().nullable())),
    standardErrors: z.array(z.array(z.number().min(0).nullable())).optional(),
  })
  .refine((records) => rowsFit(records, records.values), {
    path: ["values"],
    message: "expected a row for each value of y, with a number for each value of x",
  })
  .refine((records) => records.standardErrors === undefined || rowsFit(records, records.standardErrors), {
    path: ["standardErrors"],
    message: "expected a row for each value of y, with a number for each value of x",
  });

/** Rows and columns that are drawn at most. */
const MOST = 40;
const COLUMNS = ["x", "left", "right", "y", "below", "above", "value", "standardError"];
const HIGHEST = { ...points("highest", 1, false), symbol: "circle" };

interface Cell {
  readonly x: Band;
  readonly y: Band;
  readonly value: number | null;
  readonly standardError: number | null;
}

function cellsOf({ x, y, values, standardErrors }: HeatMapRecords): Cell[] {
  const [columns, rows] = [evenly(x.values.length, MOST), evenly(y.values.length, MOST)];
  const [across, up] = [bandsOf(x, columns), bandsOf(y, rows)];
  return rows.flatMap((row, r) =>
    columns.flatMap((column, c) => {
      const [bandX, bandY] = [across[c], up[r]];
      if (bandX === undefined || bandY === undefined) return [];
      const value = values[row]?.[column] ?? null;
      return [{ x: bandX, y: bandY, value, standardError: standardErrors?.[row]?.[column] ?? null }];
    }),
  );
}

function placeText({ title }: HeatAxis, { at }: Band): string {
  return `${title} ${typeof at === "number" ? amount(at) : at}`;
}

function captionOf({ quantity: { title, unit }, x, y }: HeatMapRecords, known: readonly Cell[]): string[] {
  const text = (value: number | null): string =>
    unit === "bits" ? bits(value) : value === null ? "unknown" : amount(value);
  const withUnit = (values: string): string => (unit === undefined ? values : `${values} ${unit}`);
  const ranked = [...known].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined) return [`There is no ${title}.`];
  const error = best.standardError === null ? "" : ` ± ${text(best.standardError)}`;
  return [
    `The highest ${title}, ${withUnit(text(best.value) + error)}, is at ${placeText(x, best.x)} and ${placeText(y, best.y)} (○); the lowest is ${withUnit(text(worst.value))}.`,
  ];
}

/**
 * Values over two axes as colours, the highest of them marked; at most 40 × 40.
 *
 * @throws CellfateError `argument.invalid`
 */
export function heatMapFigure(records: HeatMapRecords): Figure {
  const checked = checkedBy(schema, records, "records");
  const { quantity, x, y } = checked;
  const cells = cellsOf(checked);
  const known = cells.filter(({ value }) => value !== null);
  const table = {
    columns: COLUMNS,
    rows: cells.map((cell) => [
      ...[cell.x.at, cell.x.from, cell.x.to],
      ...[cell.y.at, cell.y.from, cell.y.to],
      ...[cell.value, cell.standardError],
    ]),
  };
  const shown = known.flatMap(({ value }) => value ?? []);
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const name = quantity.unit === undefined ? quantity.title : `${quantity.title} (${quantity.unit})`;
  const range = [least, most > least ? most : least + 1] as const;
  const colour = { ...continuousColour("value", name, range), legend: null };
  const [across, up] = [
    heatChannels(
      x,
      "x",
      cells.map(({ x: band }) => band),
    ),
    heatChannels(
      y,
      "y",
      cells.map(({ y: band }) => band),
    ),
  ];
  const best = known.find(({ value }) => value === most);
  const all = x.values.length * y.values.length;
  return figure({
    name: "heat-map",
    title: `Map of ${quantity.title}`,
    caption: [
      ...captionOf(checked, known),
      known.length === cells.length ? "" : "Where nothing is drawn there is no value.",
      leftOutText(cells.length, all, "values"),
    ],
    table,
    view: {
      width: y.scale === "ordinal" ? ROW_WIDTH : WIDTH,
      height: y.scale === "ordinal" ? ROW_HEIGHT * Math.min(y.values.length, MOST) : HEIGHT,
      data: dataOf(table),
      layer: layersOf([
        {
          drawn: hasValue(table, "value"),
          layers: [
            {
              transform: [{ filter: "isValid(datum.value)" }],
              mark: { type: "rect", strokeWidth: 1 },
              // Or the background would shine through between rectangles.
              encoding: { ...across.area, ...up.area, fill: colour, stroke: colour },
            },
            ...(best === undefined
              ? []
              : [
                  {
                    data: { values: [{ x: best.x.at, y: best.y.at }] },
                    mark: pointMark(HIGHEST),
                    encoding: { ...across.point, ...up.point },
                  },
                ]),
            continuousLegendLayer(name, range),
          ],
        },
      ]),
    },
  });
}
