import { markup, Markup } from "../report/markup.js";
import { themeVariables } from "../report/theme-variables.js";
import {
  type LaidOutChart,
  type LaidOutEdge,
  type LaidOutState,
  type Point,
  SIZES,
} from "./laid-out-chart.js";

/** The style that a page with embedded charts needs beside the variables of its theme; it lights what has `data-active`. */
export const CHART_STYLE = `
.chart{font-family:"DejaVu Sans",Verdana,sans-serif;font-size:${SIZES.text}px}
.chart text{fill:var(--ink)}
.chart .title{font-size:${SIZES.title}px;font-weight:bold}
.chart rect,.chart circle{fill:var(--surface);stroke:var(--muted)}
.chart .compound>rect,.chart .parallel>rect{fill:none}
.chart .parallel>g>rect{stroke-dasharray:6 3}
.chart path{fill:none;stroke:var(--muted);stroke-width:1.25}
.chart .head,.chart .dot{fill:var(--muted);stroke:none}
.chart .label{fill:var(--muted)}
.chart [data-active]>rect{stroke:var(--series-0);stroke-width:3}
.chart [data-active]>path{stroke:var(--series-1);stroke-width:3}
.chart [data-active]>.head,.chart text[data-active],.chart [data-active]>text.label{fill:var(--series-1)}
`;

/** How {@link chartSvg} draws. */
export interface ChartSvgOptions {
  /** With the style and the colours in it, light or dark as the reader has it; else the page around has {@link CHART_STYLE}. */
  readonly standalone: boolean;
}

/**
 * A chart as SVG. The group of a state has `data-state`, its id; what stands for a transition has `data-edge`, the id of
 * that: a group of line and label, or a line in the box of the state that it does not leave.
 */
export function chartSvg(chart: LaidOutChart, { standalone }: ChartSvgOptions): string {
  const { name, width, height, states, dots, edges } = chart;
  const style = standalone
    ? new Markup(`<style>${themeVariables()}${CHART_STYLE}svg{background:var(--surface)}</style>`)
    : null;
  const size = `0 0 ${width} ${height}`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${width}" height="${height}" viewBox="${size}" role="img" aria-label="Statechart: ${name}">${style}
${states.map(stateMarkup)}${dots.map(({ x, y }) => markup`<circle class="dot" cx="${x}" cy="${y}" r="${SIZES.dot}"/>\n`)}${edges.map(edgeMarkup)}</svg>\n`
    .text;
}

function stateMarkup({ id, title, type, description, lines, x, y, width, height }: LaidOutState): Markup {
  const { margin, line } = SIZES;
  const round = type === "history" ? width / 2 : 6;
  const rect = (inset: number): Markup =>
    markup`<rect x="${x + inset}" y="${y + inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${round - inset}"/>`;
  const top = y + margin + SIZES.title - 3;
  const text =
    type === "history"
      ? markup`<text x="${x + width / 2}" y="${y + height / 2 + 4}" text-anchor="middle">${title}</text>`
      : markup`<text class="title" x="${x + margin}" y="${top}">${title}</text>`;
  const rows = lines.map(
    (row, i) =>
      markup`<text x="${x + margin}" y="${top + (i + 1) * line}"${row.transition === null ? null : markup` data-edge="${row.transition}"`}>${row.text}</text>`,
  );
  return markup`<g class="${type}" data-state="${id}"><title>${description === "" ? title : description}</title>${rect(0)}${type === "final" ? rect(3) : null}${text}${rows}</g>\n`;
}

function edgeMarkup({ transition, points, label }: LaidOutEdge): Markup {
  const attribute = transition === null ? null : markup` data-edge="${transition}"`;
  const line = points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
  const texts = (label?.lines ?? []).map(
    (text, i) =>
      markup`<text class="label" x="${label?.x ?? 0}" y="${(label?.y ?? 0) + (i + 1) * SIZES.line - 4}">${text}</text>`,
  );
  return markup`<g${attribute}><path d="${line}"/>${headMarkup(points)}${texts}</g>\n`;
}

/** The arrow head at the end of a line that is horizontal or vertical there. */
function headMarkup(points: readonly Point[]): Markup | null {
  const [before, end] = points.slice(-2);
  if (before === undefined || end === undefined) return null;
  const [dx, dy] = [Math.sign(end.x - before.x), Math.sign(end.y - before.y)];
  const corner = (side: number): string =>
    `${end.x - 8 * dx + side * 4 * dy} ${end.y - 8 * dy + side * 4 * dx}`;
  return markup`<path class="head" d="M${end.x} ${end.y}L${corner(1)}L${corner(-1)}Z"/>`;
}
