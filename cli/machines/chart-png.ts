import { pngOf } from "../report/png.js";
import { colourOfVariable } from "../report/theme-variables.js";
import { chartSvg } from "./chart-svg.js";
import type { LaidOutChart } from "./laid-out-chart.js";

/** A chart as the bytes of a PNG, in the colours of paper. */
export function chartPng(chart: LaidOutChart): Promise<Uint8Array> {
  const colours = colourOfVariable();
  // The renderer knows no variables.
  const svg = chartSvg(chart, { standalone: true }).replaceAll(
    /var\((--[\w-]+)\)/g,
    (variable, name: string) => colours[name] ?? variable,
  );
  return pngOf(svg);
}
