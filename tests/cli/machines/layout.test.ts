import Elk from "elkjs";
import { describe, expect, it } from "vitest";
import { MACHINES } from "#actors/index.js";
import { chartOf } from "#cli/machines/chart.js";
import { CHART_STYLE, chartSvg } from "#cli/machines/chart-svg.js";
import { elkGraph, laidOut } from "#cli/machines/elk-graph.js";
import { type Box, type LaidOutChart, SIZES } from "#cli/machines/laid-out-chart.js";
import { themeVariables } from "#cli/report/theme-variables.js";
import { layouts } from "#cli/machines/read-layouts.js";
import { oddMachine } from "../../support/odd-machine.js";

const odd = chartOf(oddMachine);
/** As wide as the widest letters are on average: the layout has to hold with any font. */
const laidOutOdd = laidOut(
  odd,
  await new Elk.default().layout(elkGraph(odd, (text, size) => 0.7 * size * text.length)),
);
const LAYOUTS: readonly (readonly [string, LaidOutChart])[] = [
  ...Object.entries(layouts()),
  ["odd", laidOutOdd],
];

/** Pixels that rounding to halves may take from a gap. */
const ROUNDING = 1;

function overlap(a: Box, b: Box): boolean {
  const apart = (from: number, length: number, other: number, otherLength: number): boolean =>
    from + length <= other + ROUNDING || other + otherLength <= from + ROUNDING;
  return !apart(a.x, a.width, b.x, b.width) && !apart(a.y, a.height, b.y, b.height);
}

/** Where the text of a state stands: all of its box, or the head of a compound one. */
function textOf({ type, lines, ...box }: LaidOutChart["states"][number]): Box {
  const compound = type === "compound" || type === "parallel";
  return compound ? { ...box, height: (lines.length + 1) * SIZES.line + SIZES.margin } : box;
}

/** The horizontals and verticals of an edge, as boxes without an area. */
function segmentsOf({ points }: LaidOutChart["edges"][number]): Box[] {
  return points.slice(1).map((end, i) => {
    const start = points[i]!;
    expect([start.x, start.y].some((at, axis) => at === [end.x, end.y][axis])).toBe(true);
    const [width, height] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y)];
    return { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width, height };
  });
}

describe.each(LAYOUTS)("the layout of %s", (name, chart) => {
  const labels = chart.edges.flatMap(({ label }) => label ?? []);

  it("lets no text lie over another or over a state", () => {
    const texts: Box[] = [...chart.states.map(textOf), ...labels];
    const overlapping = texts.flatMap((a, i) =>
      texts.slice(i + 1).flatMap((b) => (overlap(a, b) ? [[a, b]] : [])),
    );
    expect(overlapping).toEqual([]);
  });

  it("leads every edge by horizontals and verticals, through no text", () => {
    const texts = [...chart.states.map(textOf), ...labels];
    for (const edge of chart.edges) {
      const crossed = segmentsOf(edge).flatMap((segment) => texts.filter((text) => overlap(segment, text)));
      expect(crossed, edge.transition ?? "initial").toEqual([]);
    }
  });

  it("keeps every state inside the one around it", () => {
    const boxes = new Map(chart.states.map((state) => [state.id, state]));
    for (const { id, x, y, width, height } of chart.states) {
      const outer = boxes.get(id.slice(0, Math.max(0, id.lastIndexOf(".")))) ?? { ...chart, x: 0, y: 0 };
      const inside = x >= outer.x && y >= outer.y;
      expect([inside, x + width <= outer.x + outer.width, y + height <= outer.y + outer.height], id).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  it("is drawn with each state and each transition to be lit by its id", () => {
    const svg = chartSvg(chart, { standalone: false });
    const read = name === "odd" ? odd : chartOf(MACHINES[name as keyof typeof MACHINES]);
    const ids = (attribute: string): string[] => [
      ...new Set([...svg.matchAll(new RegExp(`${attribute}="([^"]+)"`, "g"))].map(([, id]) => id!)),
    ];
    expect(ids("data-state")).toEqual(read.states.map(({ id }) => id));
    expect(ids("data-edge").sort()).toEqual(read.transitions.map(({ id }) => id).sort());
    expect(svg).not.toContain("<style>");
    expect(chartSvg(chart, { standalone: true })).toContain("prefers-color-scheme:dark");
  });
});

it("takes the colours of charts from the theme alone", () => {
  const used = [...CHART_STYLE.matchAll(/(?:fill|stroke):([^;}]+)/g)].map(([, colour]) => colour);
  expect(used.length).toBeGreaterThan(5);
  for (const colour of used) {
    if (colour === "none") continue;
    const [, variable = "?"] = /^var\((--[\w-]+)\)$/.exec(colour!) ?? [];
    expect(themeVariables(), colour).toContain(`${variable}:`);
  }
});
