import type { JsonObject } from "./json.js";

/** The colours of a figure by what they are for. */
export interface Palette {
  /** Text. */
  readonly ink: string;
  /** Axes, bounds and what stands back. */
  readonly muted: string;
  readonly grid: string;
  readonly surface: string;
  /** Series in their order; each has at least three times the luminance of the surface or a third of it. */
  readonly series: readonly string[];
}

/**
 * Both palettes, role by role. Specifications hold the light one's literals, each of which stands for its role and nothing
 * else, so that who draws a figure can put the dark one's, or CSS variables, in their places.
 *
 * @see Okabe & Ito, Color Universal Design (2008): hues that people who see few colours can tell apart
 */
export const THEME: { readonly light: Palette; readonly dark: Palette } = {
  light: {
    ink: "#1b1f24",
    muted: "#5b6470",
    grid: "#d9dde2",
    surface: "#ffffff",
    series: ["#0072b2", "#d55e00", "#008f68", "#b9608f", "#a87400", "#2f8bbf"],
  },
  dark: {
    ink: "#e8eaed",
    muted: "#a3abb5",
    grid: "#343a42",
    surface: "#15181d",
    series: ["#4aa3e0", "#f07f3a", "#2fbf96", "#dd93bd", "#e6a91a", "#8fd0f5"],
  },
};

/** Of lines: no two neighbouring series have the same dashes, so that no colour is needed to tell them apart. */
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4],
  [10, 2],
];
/** Of points, in the same order. */
export const SHAPES: readonly string[] = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
];

/**
 * From 0 to 1, evenly spaced and ascending in luminance; the same in light and dark.
 *
 * @see Nuñez, Anderton & Renslow, PLoS ONE 13(7) e0199239 (2018): cividis
 */
export const CONTINUOUS: readonly string[] = [
  ...["#00204d", "#00336f", "#39486b", "#575c6d", "#707173"],
  ...["#8a8779", "#a69d75", "#c4b56c", "#e4cf5b", "#ffea46"],
];

/** Pixels: the area inside the axes, so that a figure with its labels fits a column of 460. */
export const WIDTH = 360;
export const HEIGHT = 220;

const { ink, muted, grid, surface, series } = THEME.light;
const [SMALL, LARGE] = [11, 12];
const text: JsonObject = {
  ...{ labelColor: ink, labelFontSize: SMALL, labelLimit: 0 },
  ...{ titleColor: ink, titleFontSize: LARGE, titleFontWeight: "normal", titleLimit: 0 },
};

/** Of all text. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

/** What all specifications have in common. */
export const CONFIG: JsonObject = {
  background: surface,
  // A figure is one image with a description; a label for each mark would be read out one by one.
  aria: false,
  font: FONT,
  padding: 6,
  view: { continuousWidth: WIDTH, continuousHeight: HEIGHT, stroke: grid },
  axis: {
    ...text,
    domainColor: muted,
    tickColor: muted,
    gridColor: grid,
    titlePadding: 6,
    labelFlush: false,
  },
  legend: {
    ...text,
    orient: "top",
    labelOffset: 14,
    gradientStrokeColor: grid,
    symbolBaseStrokeColor: ink,
    symbolBaseFillColor: ink,
  },
  header: { ...text, titleFontSize: SMALL, labelFontSize: LARGE },
  title: { color: ink, fontSize: LARGE, fontWeight: "normal", anchor: "middle" },
  mark: { color: series[0] ?? ink },
  text: { color: ink, fontSize: SMALL },
  rule: { color: muted },
};
