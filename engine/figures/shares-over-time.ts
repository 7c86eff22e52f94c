import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { amount, bits } from "./numbers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { legendLayer, line, lineMark } from "./series.js";
import { evenly, leftOutText } from "./thinning.js";

/** What shares over time are drawn from. */
export interface SharesOverTimeRecords {
  /** Ascending. */
  readonly times: readonly number[];
  /** The share 0 … 1 of replicates that have something at each of these times: a pattern, say. */
  readonly curves: readonly { readonly label: string; readonly shares: readonly number[] }[];
}

const schema: z.ZodType<SharesOverTimeRecords> = z
  .object({
    times: z.array(z.number()).min(1),
    curves: z.array(z.object({ label: z.string(), shares: z.array(z.number().min(0).max(1)).min(1) })).min(1),
  })
  .refine(({ times, curves }) => curves.every(({ shares }) => shares.length === times.length), {
    path: ["curves"],
    message: "expected a share for each of the times",
  });

/** What is drawn at most: curves that can be told apart, and points of each. */
const MOST = { curves: 8, points: 240 };

function curveText(
  { label, shares }: SharesOverTimeRecords["curves"][number],
  times: readonly number[],
): string {
  const most = Math.max(...shares);
  const at = shares.indexOf(most);
  return `${label}: at most ${bits(most)}, first at time ${amount(times[at] ?? 0)}, and ${bits(shares.at(-1) ?? null)} at time ${amount(times.at(-1) ?? 0)}.`;
}

/**
 * Shares of an ensemble over time, a line each.
 *
 * @throws CellfateError `argument.invalid`
 */
export function sharesOverTimeFigure(records: SharesOverTimeRecords): Figure {
  const { times, curves } = checkedBy(schema, records, "records");
  const shown = curves.slice(0, MOST.curves);
  const labels = rowLabels(shown.map(({ label }) => label));
  const moments = evenly(times.length, MOST.points);
  const table = {
    columns: ["curve", "time", "share"],
    rows: shown.flatMap(({ shares }, i) =>
      moments.map((moment) => [labels[i] ?? "", times[moment] ?? null, shares[moment] ?? null]),
    ),
  };
  const series = labels.map(line);
  return figure({
    name: "shares-over-time",
    title: "Shares of replicates over time",
    caption: [
      ...shown.map((curve) => curveText(curve, times)),
      leftOutText(shown.length, curves.length, "curves"),
      leftOutText(moments.length, times.length, "times"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...series.map((one) => ({
          transform: [{ filter: { field: "curve", equal: one.name } }],
          mark: lineMark(one, moments.length),
          encoding: {
            x: quantity("time", "time", { scale: { nice: false, zero: false } }),
            y: quantity("share", "share of replicates", { scale: { domain: [0, 1] } }),
          },
        })),
        legendLayer(series, nameColumns(labels)),
      ],
    },
  });
}
