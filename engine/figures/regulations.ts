import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { bits, counted } from "./numbers.js";
import { rowLabels } from "./rows.js";
import { backdrop, line, lineMark, ruleMark } from "./series.js";
import { evenly, leftOutText } from "./thinning.js";

/** What regulatory functions are drawn from. */
export interface RegulationsRecords {
  /** Functions that belong together; each is f at evenly spaced s̄, the first at 0 and the last at 1. */
  readonly groups: readonly { readonly label: string; readonly curves: readonly (readonly number[])[] }[];
}

const schema: z.ZodType<RegulationsRecords> = z.object({
  groups: z.array(z.object({ label: z.string(), curves: z.array(z.array(z.number()).min(2)).min(1) })).min(1),
});

/** What is drawn at most: groups, curves of each and points of a curve. */
const MOST = { groups: 3, curves: 16, points: 33 };
/** Pixels of all panels together. */
const HEIGHT = 280;
const X = "average of the neighbours s̄";

/**
 * Regulatory functions by groups, each group with a scale of its own: at most three, of 16 functions each.
 *
 * @throws CellfateError `argument.invalid`
 */
export function regulationsFigure(records: RegulationsRecords): Figure {
  const { groups } = checkedBy(schema, records, "records");
  const shown = groups.slice(0, MOST.groups);
  const labels = rowLabels(shown.map(({ label }) => label));
  const drawn = shown.map(({ curves }) =>
    evenly(curves.length, MOST.curves).flatMap((i) => [curves[i] ?? []]),
  );
  const table = {
    columns: ["group", "curve", "at", "value"],
    rows: drawn.flatMap((curves, group) =>
      curves.flatMap((values, curve) =>
        evenly(values.length, MOST.points).map((i) => [
          ...[labels[group] ?? "", curve],
          ...[i / (values.length - 1), values[i] ?? null],
        ]),
      ),
    ),
  };
  const panel = (label: string, i: number): JsonObject => ({
    ...{ height: Math.trunc(HEIGHT / shown.length), title: label },
    layer: [
      { data: { values: [{}] }, mark: ruleMark(backdrop("")), encoding: { y: { datum: 0 } } },
      {
        transform: [{ filter: { field: "group", equal: label } }],
        mark: { ...lineMark(line("", i), Infinity), strokeDash: [1, 0], strokeWidth: 1 },
        encoding: {
          x: quantity("at", X, { title: i === shown.length - 1 ? X : null, scale: { domain: [0, 1] } }),
          y: quantity("value", "f(s̄) (1 / time)", { axis: { tickCount: 5 } }),
          detail: { field: "curve" },
        },
      },
    ],
  });
  const all = shown.reduce((sum, { curves }) => sum + curves.length, 0);
  const count = drawn.reduce((sum, curves) => sum + curves.length, 0);
  return figure({
    name: "regulations",
    title: "Regulatory functions",
    caption: [
      ...shown.map(({ label, curves }) => {
        const values = curves.flat();
        const [least, most] = [Math.min(...values), Math.max(...values)];
        return `${label}: f of ${counted(curves.length, "network")} is between ${bits(least)} and ${bits(most)} a unit of time.`;
      }),
      leftOutText(shown.length, groups.length, "groups"),
      leftOutText(count, all, "functions"),
    ],
    table,
    view: { data: dataOf(table), vconcat: labels.map(panel), spacing: 12 },
  });
}
