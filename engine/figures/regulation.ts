import * as z from "zod";
import type { TanhFit } from "../analysis/fit-tanh.js";
import type { Zero } from "../analysis/regulation-curve.js";
import { tanh } from "../analysis/tanh.js";
import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, drawn, type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { amount, bits, counted } from "./numbers.js";
import { backdrop, legendLayer, line, lineMark, pointMark, points, ruleMark, type Series } from "./series.js";
import type { Visits } from "./visits.js";
import { evenly, everyNth, leftOutText } from "./thinning.js";
import { THEME } from "./theme.js";

/** f(s̄) of the best individual of a generation. */
export interface RegulationCurve {
  /** Null where it is of no search. */
  readonly generation: number | null;
  /** f at evenly spaced s̄, the first at 0 and the last at 1. */
  readonly values: readonly number[];
}

/** What a regulatory function is drawn from. */
export interface RegulationRecords {
  readonly champion: RegulationCurve;
  /** What the champion is called, which while a search goes on is none yet; by default "champion". */
  readonly called?: string | undefined;
  /** Of the best individuals before it, ascending in generation. */
  readonly earlier?: readonly RegulationCurve[] | undefined;
  readonly fit?: TanhFit | null | undefined;
  readonly zeros?: readonly Zero[] | undefined;
  readonly visited?: Visits | undefined;
}

const curve: z.ZodType<RegulationCurve> = z.object({
  generation: z.int().min(0).nullable(),
  values: z.array(z.number()).min(2),
});
const schema: z.ZodType<RegulationRecords> = z.object({
  champion: curve,
  called: z.string().min(1).optional(),
  earlier: z.array(curve).optional(),
  fit: z
    .object({ amplitude: z.number(), gain: z.number(), centre: z.number(), residual: z.number() })
    .nullish(),
  zeros: z.array(z.object({ at: z.number(), stable: z.boolean() })).optional(),
  visited: z.object({ replicates: z.int().min(1), shares: z.array(z.number().min(0)).min(1) }).optional(),
});

/** What is drawn at most: curves of the background, and points of any curve. */
const MOST = { curves: 8, points: 129, pointsBehind: 49 };
/** Pixels of the strip of visits. */
const STRIP_HEIGHT = 40;
/** Of the background: the earliest curve is the faintest. */
const [FAINTEST, PLAINEST] = [0.15, 0.6];
const X = "average of the neighbours s̄";

const EARLIER = { ...backdrop("best before it"), dash: [1, 0] };
const FIT = line("fit by a tanh", 1);
const STABLE = { ...points("stable zero", 2), symbol: "circle" };
const UNSTABLE = { ...points("unstable zero", 2, false), symbol: "circle" };
const VISITS = line("visits", 5);

function championLine(called = "champion"): Series {
  return line(called, 0);
}

type Row = readonly [what: string, generation: number | null, from: number, to: number | null, value: number];

function curveRows(what: string, { generation, values }: RegulationCurve, most: number): Row[] {
  const last = values.length - 1;
  const kept = new Set([...everyNth(values.length, most), last]);
  return [...kept].map((i) => [what, generation, i / last, null, values[i]!]);
}

function fitRows({ amplitude, gain, centre }: TanhFit): Row[] {
  return everyNth(MOST.points, MOST.points).map((i) => {
    const at = i / (MOST.points - 1);
    return [FIT.name, null, at, null, -amplitude * tanh(gain * (at - centre))];
  });
}

function tableRows({ champion, called, earlier = [], fit, zeros = [], visited }: RegulationRecords): Row[] {
  const shares = visited?.shares ?? [];
  const behind = evenly(earlier.length, MOST.curves).flatMap((i) => earlier[i] ?? []);
  return [
    ...behind.flatMap((one) => curveRows(EARLIER.name, one, MOST.pointsBehind)),
    ...curveRows(championLine(called).name, champion, MOST.points),
    ...(fit === undefined || fit === null ? [] : fitRows(fit)),
    ...zeros.map(({ at, stable }): Row => [(stable ? STABLE : UNSTABLE).name, null, at, null, 0]),
    ...shares.map((share, i): Row => [VISITS.name, null, i / shares.length, (i + 1) / shares.length, share]),
  ];
}

const MOST_ZEROS = 6;

function zerosText(zeros: readonly Zero[]): string {
  if (zeros.length === 0) return "It has no zero on [0, 1].";
  const named = zeros
    .slice(0, MOST_ZEROS)
    .map(({ at, stable }) => `${bits(at)} (${stable ? "stable" : "unstable"})`);
  const more = zeros.length > MOST_ZEROS ? ", …" : "";
  return `It has ${zeros.length === 1 ? "a zero" : `${zeros.length} zeros`}: ${named.join(", ")}${more}.`;
}

function visitedText({ replicates, shares }: Visits): string {
  const most = Math.max(...shares);
  if (most === 0) return "";
  const [from, to] = [0, 1].map((edge) => amount((shares.indexOf(most) + edge) / shares.length));
  return `In ${counted(replicates, "replicate")} cells are most often at s̄ from ${from} to ${to}, a share of ${bits(most)} of the time; where the strip below, whose scale is logarithmic, is empty, they never are.`;
}

function captionOf({ champion, called, earlier = [], fit, zeros, visited }: RegulationRecords): string[] {
  const [least, most] = [Math.min(...champion.values), Math.max(...champion.values)];
  const behind = evenly(earlier.length, MOST.curves).length;
  const of = champion.generation === null ? "" : `, of generation ${champion.generation},`;
  return [
    `The ${championLine(called).name}'s f${of} is between ${bits(least)} and ${bits(most)} a unit of time.`,
    zeros === undefined ? "" : zerosText(zeros),
    fit === undefined || fit === null ? "" : "The dashed line is the closest −a·tanh(b·(s̄ − c)).",
    visited === undefined ? "" : visitedText(visited),
    leftOutText(behind, earlier.length, "earlier curves"),
  ];
}

/** The power of ten below all shares but 0: how low the strip of visits reaches, as cells cross in no time what matters most. */
function floorOf(visited: readonly number[]): number {
  const least = Math.min(1, ...visited.filter((share) => share > 0));
  let floor = 0.1;
  while (floor >= least) floor /= 10;
  return drawn(floor);
}

/** The layer of what the table calls `what`. */
function layer(what: string, mark: JsonObject, encoding: JsonObject): JsonObject {
  return { transform: [{ filter: { field: "what", equal: what } }], mark, encoding };
}

/**
 * The regulatory function of the champion over s̄, fainter those of the best individuals before it; its fit, its zeros,
 * and how often cells are where: f is unconstrained elsewhere.
 *
 * @throws CellfateError `argument.invalid`
 */
export function regulationFigure(records: RegulationRecords): Figure {
  const checked = checkedBy(schema, records, "records");
  const { visited, called } = checked;
  const own = championLine(called);
  const table = { columns: ["what", "generation", "from", "to", "value"], rows: tableRows(checked) };
  const across = (title: string | null): JsonObject =>
    quantity("from", X, { title, scale: { domain: [0, 1] } });
  const encoding = { x: across(visited === undefined ? X : null), y: quantity("value", "f(s̄) (1 / time)") };
  const opacity = {
    ...{ field: "generation", type: "quantitative", legend: null },
    scale: { range: [FAINTEST, PLAINEST], zero: false },
  };
  const has = (what: string): boolean => table.rows.some(([own]) => own === what);
  const parts = [
    {
      series: EARLIER,
      mark: { ...lineMark(EARLIER, Infinity), strokeWidth: 1 },
      more: { opacity, detail: { field: "generation" } },
    },
    { series: FIT, mark: lineMark(FIT, Infinity), more: {} },
    { series: own, mark: { ...lineMark(own, Infinity), strokeWidth: 2 }, more: {} },
    ...[STABLE, UNSTABLE].map((series) => ({ series, mark: pointMark(series), more: {} })),
  ].filter(({ series }) => has(series.name));
  const curves = {
    layer: [
      { data: { values: [{}] }, mark: ruleMark(backdrop("")), encoding: { y: { datum: 0 } } },
      ...parts.map(({ series, mark, more }) => layer(series.name, mark, { ...encoding, ...more })),
      legendLayer(
        parts.map(({ series }) => series),
        2,
      ),
    ],
  };
  const floor = floorOf(visited?.shares ?? []);
  const strip = {
    transform: [{ filter: { field: "what", equal: VISITS.name } }, { filter: "datum.value > 0" }],
    mark: { type: "rect", color: VISITS.colour, stroke: THEME.light.surface, strokeWidth: 0.5 },
    encoding: {
      x: across(X),
      x2: { field: "to" },
      y: quantity("value", "visits", {
        scale: { type: "log", domain: [floor, 1], nice: false },
        axis: { values: [floor, 1], format: "~g" },
      }),
      y2: { datum: floor },
    },
  };
  return figure({
    name: "regulation",
    title: "Regulatory function",
    caption: captionOf(checked),
    table,
    view: {
      data: dataOf(table),
      ...(visited === undefined
        ? curves
        : { vconcat: [curves, { ...strip, height: STRIP_HEIGHT }], spacing: 8 }),
    },
  });
}
