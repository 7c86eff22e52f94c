import { quantity, whole } from "./axes.js";
import { dataOf, type Figure, figure, type FigureTable } from "./figure.js";
import { type DrawnDiagnosis, drawnGenerations, type GradientRecords } from "./gradient-history.js";
import type { JsonObject } from "./json.js";
import { layersOf } from "./layers.js";
import { nameColumns } from "./rows.js";
import { legendLayer, line, lineMark, pointMark, points, type Series } from "./series.js";

/** A line over the generations. */
export interface GenerationLine {
  readonly column: string;
  readonly name: string;
  readonly valueOf: (diagnosis: DrawnDiagnosis) => number | null;
}

/** What a figure of lines over the generations is made of. */
export interface OverGenerations extends Pick<Figure, "name" | "title"> {
  /** The sentences of the caption; an empty one is left out. */
  readonly caption: readonly string[];
  readonly lines: readonly GenerationLine[];
  readonly axis: {
    readonly title: string;
    /** Of logarithms: where a value is exactly 0, which these do not have, there is a mark on the axis. */
    readonly isLogarithmic: boolean;
  };
}

const GENERATION = whole("generation", "generation");

/** The table as it is drawn: without zeros on an axis of logarithms. */
function onAxis({ columns, rows }: FigureTable, isLogarithmic: boolean): FigureTable {
  if (!isLogarithmic) return { columns, rows };
  return {
    columns,
    rows: rows.map(([generation = null, ...values]) => [
      generation,
      ...values.map((value) => (value === 0 ? null : value)),
    ]),
  };
}

/** The layer that marks where a column is exactly 0; none where it nowhere is. */
function zeroLayers(table: FigureTable, at: number, series: Series): readonly JsonObject[] {
  const values = table.rows.flatMap((row) => (row[at] === 0 ? [{ generation: row[0] ?? null }] : []));
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: pointMark(series),
      encoding: { x: GENERATION, y: { value: { expr: "height" } } },
    },
  ];
}

/** Lines over the generations of a diagnosed training. */
export function overGenerations(
  records: GradientRecords,
  { name, title, caption, lines, axis }: OverGenerations,
): Figure {
  const { drawn, leftOut } = drawnGenerations(records);
  const table: FigureTable = {
    columns: ["generation", ...lines.map(({ column }) => column)],
    rows: drawn.map((diagnosis) => [diagnosis.generation, ...lines.map(({ valueOf }) => valueOf(diagnosis))]),
  };
  const scale: JsonObject = axis.isLogarithmic
    ? { scale: { type: "log" }, axis: { format: ".0e", grid: false } }
    : {};
  const series = lines.map((one, i) => line(one.name, i));
  const shown = onAxis(table, axis.isLogarithmic);
  return figure({
    name,
    title,
    caption: [...caption, leftOut],
    table,
    view: {
      data: dataOf(shown),
      layer: [
        ...layersOf(
          lines.map(({ column }, i) => ({
            drawn: shown.rows.some((row) => row[i + 1] !== null),
            layers: [
              {
                mark: lineMark(series[i] ?? line("", i), drawn.length),
                encoding: { x: GENERATION, y: quantity(column, axis.title, scale) },
              },
            ],
          })),
        ),
        ...(axis.isLogarithmic
          ? lines.flatMap((_, i) => zeroLayers(table, i + 1, points("", i, false)))
          : []),
        legendLayer(series, nameColumns(lines.map((one) => one.name))),
      ],
    },
  });
}
