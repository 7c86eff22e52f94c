import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import type { LandscapePoint, UtilityLandscape } from "../information/utility-landscape.js";
import { continuousColour } from "./continuous-legend.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { type DrawnGeneration, historySchema, thinnedHistory } from "./history.js";
import type { JsonObject } from "./json.js";
import { type PathPoint, pathOf } from "./landscape-path.js";
import { amount, bits, counted } from "./numbers.js";
import { pointMark, points } from "./series.js";
import { HEIGHT, THEME } from "./theme.js";

/** What of a landscape is drawn. */
export interface DrawnLandscape extends Pick<UtilityLandscape, "cells" | "steepness" | "bandwidth"> {
  readonly points: readonly (Pick<LandscapePoint, "onCells" | "fateRatio" | "distinctPatterns"> & {
    readonly hard: { readonly utility: number };
    readonly soft: { readonly utility: number };
  })[];
}

/** What a landscape is drawn from. */
export interface LandscapeRecords {
  readonly landscape: DrawnLandscape;
  /** Of a run with two fates, whose path is drawn. */
  readonly history?: readonly DrawnGeneration[] | undefined;
}

const utility = z.object({ utility: z.number() });
const schema: z.ZodType<LandscapeRecords> = z.object({
  landscape: z.object({
    cells: z.int().min(1),
    steepness: z.number().positive(),
    bandwidth: z.number().positive(),
    points: z
      .array(
        z.object({
          onCells: z.int().min(0),
          fateRatio: z.number().min(0).max(1),
          distinctPatterns: z.int().min(1),
          hard: utility,
          soft: utility,
        }),
      )
      .min(1),
  }),
  history: historySchema.optional(),
});

const KINDS = ["hard", "soft"] as const;
/** Pixels of each of the two landscapes. */
const WIDTH = 160;
const MOST_GENERATIONS = 200;
const COLUMNS = [
  ...["what", "generation", "fateRatio", "distinctPatterns", ...KINDS],
  ...["left", "right", "below", "above"],
];
const FIRST = { ...points("first generation", 1, false), symbol: "circle" };
const LAST = { ...points("last generation", 1), symbol: "circle" };

type Row = readonly (string | number | null)[];

/** The rectangle of a point: half way to its neighbours, between numbers of patterns on a logarithmic axis. */
function pointRows({ cells, points: all }: DrawnLandscape): Row[] {
  const counts = [...new Set(all.map(({ distinctPatterns }) => distinctPatterns))].sort((a, b) => a - b);
  const edges = counts.map((count, i) => {
    const [below, above] = [counts[i - 1] ?? count / 2, counts[i + 1] ?? count * 2];
    return [Math.sqrt(below * count), Math.sqrt(count * above)] as const;
  });
  const half = 0.5 / cells;
  return all.map(({ fateRatio, distinctPatterns, hard, soft }) => {
    const edge = edges[counts.indexOf(distinctPatterns)] ?? [distinctPatterns, distinctPatterns];
    const rectangle = [fateRatio - half, fateRatio + half, ...edge];
    return ["landscape", null, fateRatio, distinctPatterns, hard.utility, soft.utility, ...rectangle];
  });
}

function pathRows(path: readonly PathPoint[]): Row[] {
  const none = COLUMNS.slice(4).map(() => null);
  return path.map(({ generation, fateRatio, distinctPatterns }) => [
    ...["path", generation, fateRatio, distinctPatterns],
    ...none,
  ]);
}

function highestText({ cells, points: all }: DrawnLandscape, kind: (typeof KINDS)[number]): string {
  const highest = all.reduce((so, point) => (point[kind].utility > so[kind].utility ? point : so));
  return `${bits(highest[kind].utility)} bits with ${highest.onCells} of ${cells} cells on and ${counted(highest.distinctPatterns, "pattern")}`;
}

function pathText(path: readonly PathPoint[]): string {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) return "";
  const at = ({ generation, fateRatio, distinctPatterns }: PathPoint): string =>
    `a fate ratio of ${bits(fateRatio)} and ${counted(distinctPatterns, "pattern")} in generation ${generation}`;
  if (first === last) return `The run is at ${at(first)}.`;
  return `The run goes from ${at(first)} (○) to ${at(last)} (●); which fate is the rarer is not recorded, so it is drawn left of ½.`;
}

/** The layers of a path: its line on a broader one of the surface, so that it stands out from any colour, and its ends. */
function pathLayers(path: readonly PathPoint[], x: JsonObject, y: JsonObject): JsonObject[] {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) return [];
  const encoding = {
    x: { ...x, field: "fateRatio" },
    y: { ...y, field: "distinctPatterns" },
    order: { field: "generation", type: "quantitative" },
  };
  const strokes = [
    { color: THEME.light.surface, strokeWidth: 3 },
    { color: FIRST.colour, strokeWidth: 1 },
  ];
  const ends = [
    { point: first, series: FIRST },
    { point: last, series: LAST },
  ];
  return [
    ...strokes.map((stroke) => ({
      transform: [{ filter: { field: "what", equal: "path" } }],
      mark: { type: "line", ...stroke },
      encoding,
    })),
    ...ends.map(({ point: { fateRatio, distinctPatterns }, series }) => ({
      data: { values: [{ fateRatio, distinctPatterns }] },
      mark: pointMark(series),
      encoding: { x: encoding.x, y: encoding.y },
    })),
  ];
}

/**
 * The utility of ensembles over the share of cells with fate 1 and the number of equally likely patterns, hard and soft
 * side by side, and the way that the best individuals of a run go over it.
 *
 * @throws CellfateError `argument.invalid`
 */
export function landscapeFigure(records: LandscapeRecords): Figure {
  const { landscape, history = [] } = checkedBy(schema, records, "records");
  const { drawn, leftOut } = thinnedHistory(history, MOST_GENERATIONS);
  const path = pathOf(drawn);
  const table = { columns: COLUMNS, rows: [...pointRows(landscape), ...pathRows(path)] };
  const utilities = landscape.points.flatMap(({ hard, soft }) => [hard.utility, soft.utility]);
  const range = [Math.min(...utilities), Math.max(...utilities)] as const;
  const half = 0.5 / landscape.cells;
  const x = {
    ...{ type: "quantitative", title: "fate ratio" },
    scale: { domain: [-half, 1 + half], nice: false, zero: false },
    axis: { tickCount: 5, grid: false },
  };
  const y = {
    ...{ type: "quantitative", title: "distinct patterns" },
    scale: { type: "log", base: 2, nice: false },
    axis: { format: "d", grid: false },
  };
  const panel = (kind: (typeof KINDS)[number], colour: JsonObject): JsonObject => ({
    ...{ width: WIDTH, height: HEIGHT, title: kind },
    layer: [
      {
        transform: [{ filter: { field: "what", equal: "landscape" } }],
        mark: { type: "rect", strokeWidth: 1 },
        encoding: {
          x: { ...x, field: "left" },
          x2: { field: "right" },
          y: { ...y, field: "below" },
          y2: { field: "above" },
          fill: colour,
          // Or the background would shine through between rectangles.
          stroke: { ...colour, legend: null },
        },
      },
      ...pathLayers(path, x, y),
    ],
  });
  const { steepness, bandwidth } = landscape;
  return figure({
    name: "landscape",
    title: "Utility landscape",
    caption: [
      `The utility of equally likely patterns is highest, ${highestText(landscape, "hard")}; the soft one (steepness ${amount(steepness)}, bandwidth ${amount(bandwidth)}), ${highestText(landscape, "soft")}.`,
      pathText(path),
      path.length === 0 ? "" : leftOut,
    ],
    table,
    view: {
      data: dataOf(table),
      hconcat: KINDS.map((kind) => panel(kind, continuousColour(kind, "utility (bits)", range))),
      spacing: 16,
    },
  });
}
