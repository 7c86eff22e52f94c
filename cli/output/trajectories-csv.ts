import { inPieces, type SimulatedTrajectories, simulateInChunks, timesOf } from "./trajectories.js";

/**
 * The file of trajectories as CSV, a chunk of replicates simulated at a time: a line a frame of a replicate, both
 * counted from 0, with the time and the state of every cell.
 */
export async function* trajectoriesCsv(simulated: SimulatedTrajectories): AsyncGenerator<string> {
  const { cells } = simulated.request.system.lattice;
  const times = timesOf(simulated.request);
  const columns = Array.from({ length: cells }, (_, cell) => `cell${cell}`);
  yield `${["replicate", "time", ...columns].join(",")}\n`;
  for await (const { from, count, states } of simulateInChunks(simulated)) {
    const lines = function* (): Generator<string> {
      for (let row = 0; row < count; row++) {
        for (const [frame, time] of times.entries()) {
          const at = (row * times.length + frame) * cells;
          yield `${from + row},${time},${states.subarray(at, at + cells).join(",")}\n`;
        }
      }
    };
    yield* inPieces(lines());
  }
}
