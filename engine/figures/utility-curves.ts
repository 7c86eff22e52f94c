import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { boundLayers, BOUND, boundText } from "./bound.js";
import { LIMIT_COLUMNS, limitsOf } from "./error-bars.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { layersOf } from "./layers.js";
import { amount, type Measured, measuredFields, plusMinus } from "./numbers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { legendLayer, line, lineMark, ruleMark } from "./series.js";
import { leftOutText, thinned } from "./thinning.js";

/** A utility at a value of what is varied. */
export interface CurvePoint extends Measured {
  readonly x: number;
}

/** What curves of utility are drawn from. */
export interface UtilityCurvesRecords {
  /** What is varied, by its name and unit; `logarithmic` where all values are positive and span decades. */
  readonly axis: { readonly title: string; readonly logarithmic?: boolean | undefined };
  readonly curves: readonly { readonly label: string; readonly points: readonly CurvePoint[] }[];
  /** The highest utility that is possible, in bits. */
  readonly bound?: number | undefined;
}

const schema: z.ZodType<UtilityCurvesRecords> = z
  .object({
    axis: z.object({ title: z.string().min(1), logarithmic: z.boolean().optional() }),
    curves: z
      .array(
        z.object({
          label: z.string(),
          points: z.array(z.object({ x: z.number(), ...measuredFields })).min(1),
        }),
      )
      .min(1),
    bound: z.number().optional(),
  })
  .refine(
    ({ axis, curves }) =>
      axis.logarithmic !== true || curves.every(({ points }) => points.every(({ x }) => x > 0)),
    { path: ["axis", "logarithmic"], message: "expected positive values on a logarithmic axis" },
  );

/** What is drawn at most: curves that can be told apart, and points of each. */
const MOST = { curves: 8, points: 200 };

function highestText(title: string, { label, points }: UtilityCurvesRecords["curves"][number]): string {
  const known = points.filter(({ utility }) => utility !== null);
  const [first, ...others] = known;
  if (first === undefined) return `${label} has no utility.`;
  const best = others.reduce((so, one) => ((one.utility ?? 0) > (so.utility ?? 0) ? one : so), first);
  return `${label}: the highest utility, ${plusMinus(best)}, is at ${title} ${amount(best.x)}.`;
}

/**
 * Utilities ± one standard error over something that is varied, a line each.
 *
 * @throws CellfateError `argument.invalid`
 */
export function utilityCurvesFigure(records: UtilityCurvesRecords): Figure {
  const { axis, curves, bound } = checkedBy(schema, records, "records");
  const shown = curves.slice(0, MOST.curves);
  const labels = rowLabels(shown.map(({ label }) => label));
  const drawn = shown.map(({ points }) => thinned(points, ({ utility }) => utility, MOST.points));
  const table = {
    columns: ["curve", "x", ...LIMIT_COLUMNS],
    rows: drawn.flatMap((points, i) =>
      points.map((point) => {
        const limits = limitsOf(point);
        return [labels[i] ?? "", point.x, ...LIMIT_COLUMNS.map((column) => limits[column])];
      }),
    ),
  };
  const x = quantity("x", axis.title, {
    scale: axis.logarithmic === true ? { type: "log", nice: false } : { zero: false, nice: false },
    axis: { grid: false },
  });
  const y = (field: string) => quantity(field, "utility (bits)");
  const series = labels.map(line);
  const all = shown.reduce((sum, { points }) => sum + points.length, 0);
  return figure({
    name: "utility-curves",
    title: `Utility over ${axis.title}`,
    caption: [
      ...shown.map((curve) => highestText(axis.title, curve)),
      boundText(bound),
      leftOutText(shown.length, curves.length, "curves"),
      leftOutText(table.rows.length, all, "points"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf([
          { drawn: bound !== undefined, layers: boundLayers(bound, "y") },
          ...series.map((one, i) => {
            const transform = [{ filter: { field: "curve", equal: one.name } }];
            const points = drawn[i] ?? [];
            return {
              drawn: points.some(({ utility }) => utility !== null),
              layers: [
                {
                  transform,
                  mark: ruleMark({ ...one, dash: [1, 0] }),
                  encoding: { x, y: y("lower"), y2: { field: "upper" } },
                },
                { transform, mark: lineMark(one, points.length), encoding: { x, y: y("utility") } },
              ],
            };
          }),
        ]),
        legendLayer([...series, ...(bound === undefined ? [] : [BOUND])], nameColumns(labels)),
      ],
    },
  });
}
