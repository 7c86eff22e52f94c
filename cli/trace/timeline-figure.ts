import { dataOf, type Figure, figure } from "../../engine/figures/figure.js";
import type { JsonObject } from "../../engine/figures/json.js";
import { layersOf } from "../../engine/figures/layers.js";
import { counted } from "../../engine/figures/numbers.js";
import { ROW_HEIGHT, rowChannel } from "../../engine/figures/rows.js";
import { legendLayer, pointMark, points, type Series } from "../../engine/figures/series.js";
import { leftOutText } from "../../engine/figures/thinning.js";
import { durationText } from "./summary-tables.js";
import type { Bar } from "./occupancy.js";
import type { Timeline, TimelinePanel } from "./timeline.js";

/** Pixels: no part of time is wider than one, as there are at least half of the most parts there can be. */
const WIDTH = 400;
/** Pixels of the labels of rows, so that the times of all panels are below one another. */
const LABEL_WIDTH = 116;
/** Shares of the height of a row. */
const [TALL, LOW] = [0.8, 0.4];

const BUSY = points("first try", 0);
const AGAIN = points("tried again", 1);
const MARKS: Readonly<Record<"failed" | "lost", Series>> = {
  failed: points("failed", 3),
  lost: points("worker lost", 4),
};

/** Seconds, which the axis is in. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

function barLayer(
  what: string,
  { colour }: Series,
  height: number,
  x: JsonObject,
  y: JsonObject,
): JsonObject {
  return {
    transform: [{ filter: { field: "what", equal: what } }],
    mark: { type: "rect", color: colour, height: { band: height } },
    encoding: {
      ...{ x, x2: { field: "to" }, y },
      opacity: {
        field: "share",
        type: "quantitative",
        scale: { domain: [0, 1], range: [0.1, 1] },
        legend: null,
      },
    },
  };
}

/** The rows of the table: a bar or a mark each. */
function rowsOf(
  { rows, marks }: TimelinePanel,
  end: number,
): readonly (readonly (string | number | null)[])[] {
  const bars = (label: string, what: string, all: readonly Bar[]) =>
    all.map(({ from, to, share }) => [label, what, seconds(from), seconds(Math.min(to, end)), share]);
  return [
    ...rows.flatMap(({ label, first, again }) => [
      ...bars(label, "first", first),
      ...bars(label, "again", again),
    ]),
    ...marks.map(({ label, at, outcome }) => [label, outcome, seconds(at), null, null]),
  ];
}

function panelFigure(
  panel: TimelinePanel,
  end: number,
  parts: Pick<Figure, "name" | "title">,
  caption: readonly string[],
): Figure {
  const table = { columns: ["label", "what", "from", "to", "share"], rows: rowsOf(panel, end) };
  const labels = panel.rows.map(({ label }) => label);
  const y = { ...rowChannel(labels), axis: { minExtent: LABEL_WIDTH } };
  const x = {
    ...{ field: "from", type: "quantitative", title: "time (s)" },
    scale: { domain: [0, seconds(end)], nice: false },
  };
  const has = (what: string): boolean => table.rows.some(([, of]) => of === what);
  const [failed, lost] = [has("failed"), has("lost")];
  const marked = (["failed", "lost"] as const).map((outcome) => ({
    drawn: has(outcome),
    layers: [
      {
        transform: [{ filter: { field: "what", equal: outcome } }],
        mark: pointMark(MARKS[outcome]),
        encoding: { x, y },
      },
    ],
  }));
  const legend = [
    ...(has("again") || failed || lost ? [BUSY] : []),
    ...(has("again") ? [AGAIN] : []),
    ...(failed ? [MARKS.failed] : []),
    ...(lost ? [MARKS.lost] : []),
  ];
  return figure({
    ...parts,
    caption: [
      ...caption,
      `Time is cut into parts of ${durationText(panel.partMilliseconds)}; the fuller one is, the darker it is.`,
      leftOutText(panel.marks.length, panel.allMarks, "failures"),
    ],
    table,
    view: {
      title: { text: panel.name, anchor: "start" },
      ...{ width: WIDTH, height: ROW_HEIGHT * labels.length, data: dataOf(table) },
      layer: [
        ...layersOf([
          { drawn: has("first"), layers: [barLayer("first", BUSY, TALL, x, y)] },
          { drawn: has("again"), layers: [barLayer("again", AGAIN, LOW, x, y)] },
          ...marked,
        ]),
        ...(legend.length === 0 ? [] : [legendLayer(legend, 4)]),
      ],
    },
  });
}

/** A name as one of a figure. */
function kebab(name: string): string {
  return name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();
}

/** The timeline as figures: one of the workers, a row each, and one of each machine, a row a state. */
export function timelineFigures({ milliseconds, machines, workers }: Timeline): readonly Figure[] {
  const ofMachines = machines.map((panel) =>
    panelFigure(
      panel,
      milliseconds,
      { name: `timeline-${kebab(panel.name)}`, title: `The states of the ${panel.name} over time` },
      [`The ${panel.name} was in ${counted(panel.rows.length, "state")} in ${durationText(milliseconds)}.`],
    ),
  );
  if (workers === null) return ofMachines;
  const name = { name: "timeline-workers", title: "The workers over time" };
  const caption = [
    `${counted(workers.rows.length, "worker")} with a shard in hand, until its answer was read.`,
    workers.rows.some((row) => row.again.length > 0)
      ? "Lower bars are of shards that had been tried before."
      : "",
    workers.allMarks === 0 ? "" : `${counted(workers.allMarks, "time")} a try failed or a worker was lost.`,
  ];
  return [panelFigure(workers, milliseconds, name, caption), ...ofMachines];
}
