import { patternString } from "../../engine/index.js";
import {
  inPieces,
  type SimulatedChunk,
  type SimulatedTrajectories,
  simulateInChunks,
  timesOf,
} from "./trajectories.js";

/** The text of an item of an array, in parts. */
type ItemText = (index: number) => Iterable<string>;

/** Items 0 … `count` − 1 of an array: `item,item,…`. */
function* jsonItems(count: number, text: ItemText): Generator<string> {
  for (let index = 0; index < count; index++) {
    if (index > 0) yield ",";
    yield* text(index);
  }
}

/** The whole array: `[item,item,…]`. */
function* jsonArray(count: number, text: ItemText): Generator<string> {
  yield "[";
  yield* jsonItems(count, text);
  yield "]";
}

/**
 * The file of trajectories as JSON, in pieces that are made as they are written, a chunk of replicates simulated at a
 * time: `head`, `times` `[frame]`, `states` `[replicate][frame][cell]`, `patterns` `[replicate]`.
 */
export async function* trajectoriesJson(simulated: SimulatedTrajectories): AsyncGenerator<string> {
  const { request, head } = simulated;
  const { cells } = request.system.lattice;
  const times = timesOf(request);
  yield `${JSON.stringify(head).slice(0, -1)},"times":`;
  yield* inPieces(jsonArray(times.length, (frame) => [String(times[frame])]));
  yield ',"states":[';
  const ends: Pick<SimulatedChunk, "patterns" | "layout" | "count">[] = [];
  for await (const { from, count, states, patterns, layout } of simulateInChunks(simulated)) {
    ends.push({ patterns, layout, count });
    const frameText = (at: number): Iterable<string> => [
      JSON.stringify([...states.subarray(at * cells, (at + 1) * cells)]),
    ];
    const replicateText = (row: number): Iterable<string> =>
      jsonArray(times.length, (frame) => frameText(row * times.length + frame));
    if (from > 0) yield ",";
    yield* inPieces(jsonItems(count, replicateText));
  }
  yield '],"patterns":[';
  for (const [i, { patterns, layout, count }] of ends.entries()) {
    if (i > 0) yield ",";
    yield* inPieces(jsonItems(count, (row) => [`"${patternString(patterns, row, layout)}"`]));
  }
  yield "]}\n";
}
