import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, drawn, type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { layersOf } from "./layers.js";
import { amount, bits, counted } from "./numbers.js";
import { rowLabels } from "./rows.js";
import { line } from "./series.js";
import { THEME } from "./theme.js";
import { leftOutText } from "./thinning.js";

/** What distributions of a quantity are drawn from. */
export interface DistributionRecords {
  /** What the values are of: its name, and its unit where it has one. */
  readonly quantity: { readonly title: string; readonly unit?: string | undefined };
  readonly groups: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Of the axis of shares; on a logarithmic one what is rare is seen, too. By default linear. */
  readonly shares?: "linear" | "logarithmic" | undefined;
}

const schema: z.ZodType<DistributionRecords> = z.object({
  quantity: z.object({ title: z.string().min(1), unit: z.string().min(1).optional() }),
  groups: z.array(z.object({ label: z.string(), values: z.array(z.number()) })).min(1),
  shares: z.enum(["linear", "logarithmic"]).optional(),
});

const BINS = 40;
const MOST_GROUPS = 6;
/** Pixels of all panels together. */
const HEIGHT = 240;

/** Least and largest of all values; a single value gets some width, and where there is none, anything. */
function rangeOf(groups: DistributionRecords["groups"]): readonly [from: number, to: number] {
  let [from, to] = [Infinity, -Infinity];
  for (const { values } of groups) {
    for (const value of values) [from, to] = [Math.min(from, value), Math.max(to, value)];
  }
  if (from > to) return [0, 1];
  return from < to ? [from, to] : [from - 0.5, to + 0.5];
}

/** How many of the values lie in each of the bins; the last includes its end. */
function binned(values: readonly number[], [from, to]: readonly [number, number]): number[] {
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of values) {
    const bin = Math.min(Math.trunc(((value - from) / (to - from)) * BINS), BINS - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function groupText(
  { label, values }: DistributionRecords["groups"][number],
  text: (value: number) => string,
): string {
  const sorted = Float64Array.from(values).sort();
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return `${label} has no values.`;
  const middle = Math.trunc((sorted.length - 1) / 2);
  const median = sorted[middle] ?? least;
  return `${label}: ${counted(sorted.length, "value")} from ${text(least)} to ${text(most)}, half of them up to ${text(median)}.`;
}

/** The power of ten below all shares but 0. */
function floorOf(shares: readonly number[]): number {
  const least = Math.min(1, ...shares.filter((share) => share > 0));
  let floor = 0.1;
  while (floor >= least) floor /= 10;
  return drawn(floor);
}

/**
 * Histograms of a quantity in several groups, one above the other on one axis: 40 bins, at most six groups.
 *
 * @throws CellfateError `argument.invalid`
 */
export function distributionFigure(records: DistributionRecords): Figure {
  const checked = checkedBy(schema, records, "records");
  const { title, unit } = checked.quantity;
  const groups = checked.groups.slice(0, MOST_GROUPS);
  const labels = rowLabels(groups.map(({ label }) => label));
  const range = rangeOf(groups);
  const edge = (i: number): number => range[0] + ((range[1] - range[0]) * i) / BINS;
  const rows = groups.flatMap(({ values }, i) =>
    binned(values, range).map((count, bin) => [
      ...[labels[i] ?? "", edge(bin), edge(bin + 1)],
      ...[count, values.length === 0 ? 0 : count / values.length],
    ]),
  );
  const table = { columns: ["group", "from", "to", "count", "share"], rows };
  const isLogarithmic = checked.shares === "logarithmic";
  const floor = isLogarithmic
    ? floorOf(rows.flatMap((row) => (typeof row[4] === "number" ? row[4] : [])))
    : 0;
  const name = unit === undefined ? title : `${title} (${unit})`;
  const text = unit === "bits" ? bits : amount;
  const panel = (label: string, i: number): JsonObject => ({
    ...{ height: Math.trunc(HEIGHT / groups.length), title: label },
    layer: layersOf([
      {
        drawn: rows.some(([group, , , count]) => group === label && count !== 0),
        layers: [
          {
            transform: [{ filter: { field: "group", equal: label } }, { filter: "datum.count > 0" }],
            mark: { type: "rect", color: line("", i).colour, stroke: THEME.light.surface, strokeWidth: 0.5 },
            encoding: {
              x: quantity("from", name, {
                title: i === groups.length - 1 ? name : null,
                scale: { domain: range, nice: false, zero: false },
              }),
              x2: { field: "to" },
              y: quantity("share", "share", {
                scale: isLogarithmic ? { type: "log", domain: [floor, 1], nice: false } : { zero: true },
                axis: isLogarithmic ? { format: "~g", tickCount: 4 } : { tickCount: 4 },
              }),
              y2: { datum: floor },
            },
          },
        ],
      },
    ]),
  });
  return figure({
    name: "distribution",
    title: `Distribution of ${title}`,
    caption: [
      ...groups.map((group) => groupText(group, text)),
      isLogarithmic ? "The scale of shares is logarithmic." : "",
      leftOutText(groups.length, checked.groups.length, "groups"),
    ],
    table,
    view: { data: dataOf(table), vconcat: labels.map(panel), spacing: 10 },
  });
}
