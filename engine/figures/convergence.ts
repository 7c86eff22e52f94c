import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { hasValue, layersOf } from "./layers.js";
import { amount } from "./numbers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { legendLayer, line, lineMark, ruleMark } from "./series.js";
import { leftOutText } from "./thinning.js";

/** An error at a step of time. */
export interface ErrorAtStep {
  readonly dt: number;
  /** Of a quantity, relative to its exact value; its sign does not count. */
  readonly error: number;
  readonly standardError: number;
}

/** What the convergence of a scheme is drawn from. */
export interface ConvergenceRecords {
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly ErrorAtStep[];
    /** The power of dt that the error grows with, and its standard error. */
    readonly order: { readonly order: number; readonly standardError: number };
  }[];
}

const schema: z.ZodType<ConvergenceRecords> = z.object({
  curves: z
    .array(
      z.object({
        label: z.string(),
        points: z
          .array(z.object({ dt: z.number().positive(), error: z.number(), standardError: z.number().min(0) }))
          .min(1),
        order: z.object({ order: z.number(), standardError: z.number().min(0) }),
      }),
    )
    .min(1),
});

const MOST_CURVES = 6;
const COLUMNS = ["curve", "dt", "error", "standardError", "size", "lower", "upper"];

/** Sizes on a logarithmic axis: none of 0, and a bar that would reach it has no lower half. */
function sizeOf({ error, standardError }: ErrorAtStep): readonly (number | null)[] {
  const size = Math.abs(error);
  if (size === 0) return [null, null, null];
  return [size, size > standardError ? size - standardError : size, size + standardError];
}

/**
 * Relative errors ± one standard error over the time step, both axes logarithmic: the slope is the order of the scheme.
 *
 * @throws CellfateError `argument.invalid`
 */
export function convergenceFigure(records: ConvergenceRecords): Figure {
  const { curves } = checkedBy(schema, records, "records");
  const shown = curves.slice(0, MOST_CURVES);
  const labels = rowLabels(shown.map(({ label }) => label));
  const table = {
    columns: COLUMNS,
    rows: shown.flatMap(({ points }, i) =>
      points.map((point) => [
        ...[labels[i] ?? "", point.dt, point.error, point.standardError],
        ...sizeOf(point),
      ]),
    ),
  };
  const scale = { type: "log", nice: false, padding: 10 };
  const x = quantity("dt", "time step dt", { scale, axis: { format: "~g", grid: false, tickCount: 5 } });
  const y = (field: string) =>
    quantity(field, "relative error", { scale, axis: { format: "~g", tickCount: 5 } });
  const series = labels.map(line);
  return figure({
    name: "convergence",
    title: "Error over the time step",
    caption: [
      ...shown.map(
        ({ label, order: { order, standardError } }) =>
          `${label}: the error grows as dt to the power ${amount(order)} ± ${amount(standardError)}.`,
      ),
      leftOutText(shown.length, curves.length, "curves"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf(
          series.map((one, i) => {
            const transform = [{ filter: { field: "curve", equal: one.name } }];
            const count = shown[i]?.points.length ?? 0;
            return {
              drawn: hasValue(table, "size"),
              layers: [
                {
                  transform,
                  mark: ruleMark({ ...one, dash: [1, 0] }),
                  encoding: { x, y: y("lower"), y2: { field: "upper" } },
                },
                { transform, mark: lineMark(one, count), encoding: { x, y: y("size") } },
              ],
            };
          }),
        ),
        legendLayer(series, nameColumns(labels)),
      ],
    },
  });
}
