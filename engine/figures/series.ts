import type { JsonObject } from "./json.js";
import { DASHES, SHAPES, THEME } from "./theme.js";

const { muted, surface, series: COLOURS } = THEME.light;
const SOLID: readonly number[] = [1, 0];
/** The symbol of a legend that is a piece of line, long enough for its dashes; 2 is a symbol's usual width. */
const LINE = "M-3,0H3";
const NONE = "transparent";
/** Square pixels of symbols. */
const SIZE = 50;
/** Up to so many points a line shows them: between two that have no value one alone would be invisible. */
const MOST_MARKED = 40;

/** One of the things that a figure tells apart, by colour and by dashes or shape. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  /** Pixels of line and gap. */
  readonly dash: readonly number[];
  /** Of its points, or of its legend alone. */
  readonly symbol: string;
  readonly fill: string;
}

/** The `index`-th line: with six colours and six dashes, the first 36 differ. */
export function line(name: string, index: number): Series {
  const round = Math.trunc(index / COLOURS.length);
  const [colour, dash] = [COLOURS[index % COLOURS.length], DASHES[(index + round) % DASHES.length]];
  return { name, colour: colour ?? muted, dash: dash ?? SOLID, symbol: LINE, fill: NONE };
}

/** The `index`-th kind of points; hollow ones are filled with the surface. */
export function points(name: string, index: number, filled = true): Series {
  const [colour, symbol] = [COLOURS[index % COLOURS.length], SHAPES[index % SHAPES.length]];
  const drawn = { name, colour: colour ?? muted, dash: SOLID, symbol: symbol ?? "circle" };
  return { ...drawn, fill: filled ? drawn.colour : surface };
}

/** What stands back behind the series: a bound, a reference. */
export function backdrop(name: string): Series {
  return { name, colour: muted, dash: [2, 2], symbol: LINE, fill: NONE };
}

/** The mark of a series of lines. @param count of its points */
export function lineMark({ colour, dash }: Series, count: number): JsonObject {
  const point = count <= MOST_MARKED ? { size: 16, filled: true, color: colour } : false;
  return { type: "line", color: colour, strokeDash: dash, strokeWidth: 1.6, point };
}

/** The mark of a series of points. */
export function pointMark({ colour, symbol, fill }: Series): JsonObject {
  return {
    ...{ type: "point", shape: symbol, size: SIZE, opacity: 1 },
    ...{ stroke: colour, strokeWidth: 1.5, fill },
  };
}

/** The mark of a rule, also of an error's bar. */
export function ruleMark({ colour, dash }: Series): JsonObject {
  return { type: "rule", color: colour, strokeDash: dash, strokeWidth: 1.5 };
}

/**
 * The layer that has the legend of all series and draws nothing itself, so that a mark needs to know nothing but its own
 * colours.
 */
export function legendLayer(all: readonly Series[], columns: number): JsonObject {
  const legend = { columns, symbolSize: SIZE, symbolOpacity: 1, symbolStrokeWidth: 1.6 };
  const channel = (valueOf: (series: Series) => string | readonly number[]): JsonObject => ({
    ...{ field: "series", type: "nominal", title: null },
    ...{ scale: { domain: all.map(({ name }) => name), range: all.map(valueOf) }, legend },
  });
  return {
    data: { values: all.map(({ name }) => ({ series: name })) },
    mark: { type: "point", opacity: 0 },
    encoding: {
      stroke: channel(({ colour }) => colour),
      fill: channel(({ fill }) => fill),
      shape: channel(({ symbol }) => symbol),
      strokeDash: channel(({ dash }) => dash),
    },
  };
}
