import type { PatternLayout } from "../packed-patterns.js";
import type { Recorder } from "../recorder.js";
import type { Tile } from "./tiles.js";

/** Records the packed patterns of a tile. @param words `[individual][replicate][wordsPerPattern]` */
export function recordPatterns(
  recorder: Recorder<unknown>,
  { individuals, replicates }: Tile,
  { wordsPerPattern }: PatternLayout,
  words: Uint32Array,
): void {
  const length = replicates.count * wordsPerPattern;
  individuals.forEach((individual, index) => {
    recorder.patterns(individual, replicates, words.subarray(index * length, (index + 1) * length));
  });
}

/** Records the states of a tile as frame `frame`. @param states `[individual][replicate][cell]` */
export function recordStates(
  recorder: Recorder<unknown>,
  { individuals, replicates: { from, count } }: Tile,
  { cells }: PatternLayout,
  frame: number,
  states: Float32Array,
): void {
  individuals.forEach((individual, index) => {
    for (let replicate = 0; replicate < count; replicate++) {
      const at = (index * count + replicate) * cells;
      recorder.states(individual, from + replicate, frame).set(states.subarray(at, at + cells));
    }
  });
}
