import { checkedBy } from "../check-schema.js";
import { imageLayer } from "./cell-image.js";
import { stateLegendLayer } from "./continuous-legend.js";
import { type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { amount, counted } from "./numbers.js";
import { everyNth, leftOutText } from "./thinning.js";
import {
  type DrawnTrajectories,
  shortState,
  stateAt,
  type TrajectoriesRecords,
  trajectoriesRecordsSchema,
} from "./trajectories.js";

/** What is drawn at most: more would be smaller than a pixel. */
const MOST = { replicates: 4, frames: 720, cells: 128 };
/** Pixels of all replicates together. */
const HEIGHT = 240;

function panel(
  trajectories: DrawnTrajectories,
  replicate: number,
  frames: readonly number[],
  rows: readonly number[],
  last: boolean,
): JsonObject {
  const times = frames.map((frame) => trajectories.times[frame] ?? 0);
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0];
  const image = {
    // From the first to the last moment, so that the axis shows no other; a single one gets some width.
    ...{ x: from, x2: to > from ? to : from + 1, y: -0.5, y2: trajectories.cells - 0.5 },
    ...{ rows: rows.length, columns: frames.length },
    valueAt: (row: number, column: number) =>
      stateAt(trajectories, replicate, frames[column] ?? 0, rows[row] ?? 0),
  };
  return imageLayer(image, {
    x: { title: last ? "time" : null, whole: false },
    y: { title: "cell", whole: true },
  });
}

/**
 * The states of all cells over time, a row of pixels each, in the first four replicates one above the other.
 *
 * @throws CellfateError `argument.invalid`
 */
export function spaceTimeFigure(records: TrajectoriesRecords): Figure {
  const { trajectories } = checkedBy(trajectoriesRecordsSchema, records, "records");
  const { cells, times, replicates } = trajectories;
  const [frames, rows] = [everyNth(times.length, MOST.frames), everyNth(cells, MOST.cells)];
  const drawn = Array.from({ length: Math.min(replicates, MOST.replicates) }, (_, replicate) => replicate);
  const height = Math.trunc(HEIGHT / drawn.length);
  return figure({
    name: "space-time",
    title: "States of the cells over time",
    caption: [
      `The states of ${counted(cells, "cell")} in ${counted(drawn.length, "replicate")}${drawn.length === 1 ? "" : ", one above the other,"} from time ${amount(times[0] ?? 0)} to ${amount(times.at(-1) ?? 0)}: dark is 0, bright is 1.`,
      leftOutText(drawn.length, replicates, "replicates"),
      leftOutText(frames.length, times.length, "frames"),
      leftOutText(rows.length, cells, "cells"),
    ],
    table: {
      columns: ["replicate", "time", ...rows.map((cell) => `cell${cell}`)],
      rows: drawn.flatMap((replicate) =>
        frames.map((frame) => [
          replicate,
          times[frame] ?? null,
          ...rows.map((cell) => shortState(stateAt(trajectories, replicate, frame, cell))),
        ]),
      ),
    },
    view: {
      vconcat: drawn.map((replicate) => ({
        height,
        layer: [
          panel(trajectories, replicate, frames, rows, replicate === drawn.length - 1),
          ...(replicate === 0 ? [stateLegendLayer()] : []),
        ],
      })),
      spacing: 6,
    },
  });
}
