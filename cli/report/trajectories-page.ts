import * as figures from "../../engine/figures/figures.js";
import { patternString } from "../../engine/index.js";
import { type SimulatedTrajectories, simulateInChunks, timesOf } from "../output/trajectories.js";
import type { Page } from "./page.js";

/** The first of what is made one after another; the others are not made. */
async function firstOf<T>(all: AsyncIterable<T>): Promise<T> {
  for await (const one of all) return one;
  throw new Error("There is nothing.");
}

/** Replicates that a picture has room for. */
const MOST = 30;

/** Trajectories as a page: of the first thirty replicates, fewer where not so many are simulated together. */
export async function trajectoriesPage(simulated: SimulatedTrajectories): Promise<Page> {
  const { system, replicates } = simulated.request;
  const request = { ...simulated.request, replicates: Math.min(MOST, replicates) };
  const { count, states, patterns, layout } = await firstOf(simulateInChunks({ ...simulated, request }));
  const trajectories = {
    cells: system.lattice.cells,
    replicates: count,
    times: timesOf(simulated.request),
    states,
  };
  const fates = system.model.thresholds.length + 1;
  const ends = Array.from({ length: count }, (_, row) => patternString(patterns, row, layout));
  return {
    title: "Trajectories",
    lead: `The first ${count} of ${replicates} replicates.`,
    sections: [
      {
        title: "In space and time",
        blocks: [
          figures.spaceTime({ trajectories }),
          figures.cellTrajectories({ trajectories }),
          figures.raster({ patterns: ends, fates }),
        ].map((figure) => ({ kind: "figure", figure }) as const),
      },
    ],
  };
}
