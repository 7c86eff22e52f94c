import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { boundLayers, BOUND, boundText } from "./bound.js";
import { LIMIT_COLUMNS, limitsOf } from "./error-bars.js";
import { dataOf, drawn, type Figure, figure } from "./figure.js";
import { layersOf, type Part } from "./layers.js";
import { amount, bits, type Measured, measuredFields, plusMinus } from "./numbers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { backdrop, legendLayer, line, lineMark, ruleMark, type Series } from "./series.js";
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
  /** What the curves are to be compared with, in bits: a grey line. */
  readonly reference?: { readonly label: string; readonly utility: number } | undefined;
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
    reference: z.object({ label: z.string(), utility: z.number() }).optional(),
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
  return `${label}: highest at ${title} = ${amount(best.x)}, ${plusMinus(best)}.`;
}

type Reference = NonNullable<UtilityCurvesRecords["reference"]>;

function referenceSeries({ label }: Reference): Series {
  return { ...backdrop(label), dash: [1, 0] };
}

function referencePart(reference: Reference): Part {
  const data = { values: [{ reference: drawn(reference.utility) }] };
  const y = { field: "reference", type: "quantitative" };
  return { drawn: true, layers: [{ data, mark: ruleMark(referenceSeries(reference)), encoding: { y } }] };
}

/**
 * Utilities ± one standard error over something that is varied, a line each.
 *
 * @throws CellfateError `argument.invalid`
 */
export function utilityCurvesFigure(records: UtilityCurvesRecords): Figure {
  const { axis, curves, bound, reference } = checkedBy(schema, records, "records");
  const shown = curves.slice(0, MOST.curves);
  const labels = rowLabels(shown.map(({ label }) => label));
  const kept = shown.map(({ points }) => thinned(points, ({ utility }) => utility, MOST.points));
  const table = {
    columns: ["curve", "x", ...LIMIT_COLUMNS],
    rows: kept.flatMap((points, i) =>
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
      reference === undefined ? "" : `${reference.label}: ${bits(reference.utility)} bits, the grey line.`,
      leftOutText(shown.length, curves.length, "curves"),
      leftOutText(table.rows.length, all, "points"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf([
          { drawn: bound !== undefined, layers: boundLayers(bound, "y") },
          ...(reference === undefined ? [] : [referencePart(reference)]),
          ...series.map((one, i) => {
            const transform = [{ filter: { field: "curve", equal: one.name } }];
            const points = kept[i] ?? [];
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
        legendLayer(
          [
            ...series,
            ...(bound === undefined ? [] : [BOUND]),
            ...(reference === undefined ? [] : [referenceSeries(reference)]),
          ],
          nameColumns(labels),
        ),
      ],
    },
  });
}
