import { badArgument, checkInteger, checkNumbers, checkTyped } from "../../kernels/check.js";
import { latticeOf, type LatticeSpec } from "../../kernels/index.js";

const MOST_BINS = 65_536;

/**
 * Where cells are on the axis of their regulatory function: the share of all frames, replicates and cells whose s̄ lies in
 * each of `bins` equally wide bins of [0, 1].
 *
 * @param states `[replicate][frame][cell]` of any number of replicates and frames
 * @throws CellfateError `argument.invalid`, `lattice.unknown`
 */
export function visitedAverages(states: Float32Array, lattice: LatticeSpec, bins: number): number[] {
  const { cells, first, source, sent, received } = latticeOf(lattice);
  checkTyped(states, Float32Array, "states");
  checkNumbers(states, [0, 1], "states");
  checkInteger(bins, [1, MOST_BINS], "bins");
  const counts = new Array<number>(bins).fill(0);
  const frames = states.length / cells;
  if (frames < 1 || !Number.isInteger(frames))
    throw badArgument("states", `states of frames of ${cells} cells`, states);
  for (let frame = 0; frame < frames; frame++) {
    for (let cell = 0; cell < cells; cell++) {
      let sum = 0;
      for (let edge = first[cell]!; edge < first[cell + 1]!; edge++) {
        sum += sent[edge]! * states[frame * cells + source[edge]!]!;
      }
      const average = received[cell]! * sum;
      counts[Math.min(bins - 1, Math.trunc(average * bins))]!++;
    }
  }
  return counts.map((count) => count / (frames * cells));
}
