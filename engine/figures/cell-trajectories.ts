import { checkedBy } from "../check-schema.js";
import { quantity } from "./axes.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { amount, bits } from "./numbers.js";
import { legendLayer, line, lineMark } from "./series.js";
import { everyNth, leftOutText } from "./thinning.js";
import { shortState, stateAt, type TrajectoriesRecords, trajectoriesRecordsSchema } from "./trajectories.js";

/** What is drawn at most: more lines could not be told apart. */
const MOST = { frames: 240, cells: 8 };

/** `between 0.4012 and 0.5987` */
function rangeText(states: readonly (number | null)[]): string {
  const known = states.filter((state) => state !== null);
  return known.length === 0
    ? "unknown"
    : `between ${bits(Math.min(...known))} and ${bits(Math.max(...known))}`;
}

/**
 * The states of cells over time as lines, in the first replicate.
 *
 * @throws CellfateError `argument.invalid`
 */
export function cellTrajectoriesFigure(records: TrajectoriesRecords): Figure {
  const { trajectories } = checkedBy(trajectoriesRecordsSchema, records, "records");
  const { cells, times } = trajectories;
  const [frames, drawn] = [everyNth(times.length, MOST.frames), everyNth(cells, MOST.cells)];
  const columns = drawn.map((cell) => `cell${cell}`);
  const lines = drawn.map((cell, i) => line(`cell ${cell}`, i));
  const table = {
    columns: ["time", ...columns],
    rows: frames.map((frame) => [
      times[frame] ?? null,
      ...drawn.map((cell) => shortState(stateAt(trajectories, 0, frame, cell))),
    ]),
  };
  const statesIn = (row: number): readonly (number | null)[] =>
    drawn.map((cell) => shortState(stateAt(trajectories, 0, frames.at(row) ?? 0, cell)));
  const timeOf = (row: number): string => amount(times[frames.at(row) ?? 0] ?? 0);
  return figure({
    name: "cell-trajectories",
    title: "States of single cells over time",
    caption: [
      `In one replicate the states are ${rangeText(statesIn(0))} at time ${timeOf(0)} and ${rangeText(statesIn(-1))} at time ${timeOf(-1)}.`,
      leftOutText(drawn.length, cells, "cells"),
      leftOutText(frames.length, times.length, "frames"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...lines.map((series, i) => ({
          mark: lineMark(series, frames.length),
          encoding: {
            x: quantity("time", "time", { scale: { nice: false, zero: false } }),
            y: quantity(columns[i] ?? "", "state", { scale: { domain: [0, 1] } }),
          },
        })),
        legendLayer(lines, 3),
      ],
    },
  });
}
