import * as z from "zod";
import type { JsonObject } from "./json.js";
import { amount } from "./numbers.js";
import { rowLabels } from "./rows.js";

/** An axis of a map: `values` ascend, and on a logarithmic one are positive; of an ordinal one they are names or stand in any order. */
export type HeatAxis =
  | {
      readonly title: string;
      readonly scale: "linear" | "logarithmic";
      readonly values: readonly number[];
    }
  | {
      readonly title: string;
      readonly scale: "ordinal";
      readonly values: readonly (number | string)[];
    };

/** What a value covers of its axis; of an ordinal one it has no edges. */
export interface Band {
  readonly at: number | string;
  readonly from: number | null;
  readonly to: number | null;
}

const title = z.string().min(1);
const ascending = z
  .array(z.number())
  .min(1)
  .refine((values) => values.every((value, i) => i === 0 || value > (values[i - 1] ?? -Infinity)), {
    message: "expected ascending values",
  });

/** Checks an axis. */
export const heatAxisSchema: z.ZodType<HeatAxis> = z.discriminatedUnion("scale", [
  z.object({ title, scale: z.literal("linear"), values: ascending }),
  z.object({
    title,
    scale: z.literal("logarithmic"),
    values: ascending.refine((values) => values.every((value) => value > 0), {
      message: "expected positive values on a logarithmic axis",
    }),
  }),
  z.object({
    title,
    scale: z.literal("ordinal"),
    values: z.array(z.union([z.number(), z.string().min(1)])).min(1),
  }),
]);

/** Up to so many values each has a tick of its own. */
const MOST_TICKS = 12;

/** The bands of some values of an axis: half way to those beside them, where the axis is logarithmic by their ratio. */
export function bandsOf(axis: HeatAxis, places: readonly number[]): readonly Band[] {
  if (axis.scale === "ordinal") {
    const labels = places.map((place) => {
      const value = axis.values[place] ?? "";
      return typeof value === "number" ? amount(value) : value;
    });
    return rowLabels(labels).map((at) => ({ at, from: null, to: null }));
  }
  const isLogarithmic = axis.scale === "logarithmic";
  const values = places.flatMap((place) => axis.values[place] ?? []);
  const between = (a: number, b: number): number => (isLogarithmic ? Math.sqrt(a * b) : (a + b) / 2);
  // An end reaches as far out as in; a single value, anywhere.
  const beyond = (end: number, inner: number | undefined): number => {
    if (inner === undefined) return isLogarithmic ? end * 2 : end + 1;
    return isLogarithmic ? (end * end) / inner : 2 * end - inner;
  };
  return values.map((at, i) => {
    const next = values[i + 1] ?? beyond(at, values[i - 1]);
    const before = values[i - 1] ?? (isLogarithmic ? (at * at) / next : 2 * at - next);
    return { at, from: between(before, at), to: between(at, next) };
  });
}

/** The channels of an axis: of the area of a band, and of the point in it. @param bands all that are drawn */
export function heatChannels(
  axis: HeatAxis,
  along: "x" | "y",
  bands: readonly Band[],
): { readonly area: JsonObject; readonly point: JsonObject } {
  if (axis.scale === "ordinal") {
    const domain = [...new Set(bands.map(({ at }) => at))];
    const channel = { field: along, type: "nominal", title: axis.title, scale: { domain, padding: 0 } };
    return { area: { [along]: channel }, point: { [along]: channel } };
  }
  const edges = bands.flatMap(({ from, to }) => [from ?? 0, to ?? 0]);
  const ticks = axis.values.length <= MOST_TICKS ? { values: axis.values } : {};
  const channel = {
    ...{ type: "quantitative", title: axis.title },
    scale: {
      ...(axis.scale === "logarithmic" ? { type: "log" } : { type: "linear", zero: false }),
      ...{ domain: [Math.min(...edges), Math.max(...edges)], nice: false },
    },
    axis: { ...ticks, format: "~g", grid: false },
  };
  const [from, to] = along === "x" ? ["left", "right"] : ["below", "above"];
  return {
    area: { [along]: { ...channel, field: from }, [`${along}2`]: { field: to } },
    point: { [along]: { ...channel, field: along } },
  };
}
