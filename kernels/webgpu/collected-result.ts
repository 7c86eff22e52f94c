import type { RegulationSummary, SimulationBatch, SimulationResult } from "../backend.js";
import { type DistinctPatterns, mergeDistinct, type PatternLayout } from "../patterns.js";
import { countPatterns } from "../wasm/pattern-statistics.js";
import type { Tile } from "./tiles.js";

/** Frames that `output` records: none, the last state, or one every `every` steps from the initial state on. */
function frameCount({ model, output, every = 1 }: SimulationBatch): number {
  if (output === "trajectory") return Math.trunc(model.steps / every) + 1;
  return output === "states" ? 1 : 0;
}

/** A result that comes tile by tile, in any order. Patterns that are only counted are not kept. */
export class CollectedResult {
  readonly #batch: SimulationBatch;
  readonly #layout: PatternLayout;
  readonly #frames: number;
  readonly #patterns: Uint32Array;
  readonly #states: Float32Array;
  readonly #counts: readonly DistinctPatterns[][];

  constructor(batch: SimulationBatch, layout: PatternLayout) {
    this.#batch = batch;
    this.#layout = layout;
    const { individuals } = batch.regulation;
    const rows = individuals * batch.replicates.count;
    this.#frames = frameCount(batch);
    this.#patterns = new Uint32Array(batch.output === "counts" ? 0 : rows * layout.wordsPerPattern);
    this.#states = new Float32Array(rows * this.#frames * layout.cells);
    this.#counts = Array.from({ length: individuals }, () => []);
  }

  /** @param words packed patterns of the tile, `[individual][replicate][wordsPerPattern]` */
  addPatterns({ individuals, replicates: { from, count } }: Tile, words: Uint32Array): void {
    const length = count * this.#layout.wordsPerPattern;
    individuals.forEach((individual, index) => {
      const own = words.subarray(index * length, (index + 1) * length);
      if (this.#batch.output === "counts") this.#counts[individual]!.push(countPatterns(own, this.#layout));
      else {
        const row = individual * this.#batch.replicates.count + from;
        this.#patterns.set(own, row * this.#layout.wordsPerPattern);
      }
    });
  }

  /** @param states of the tile at frame `frame`, `[individual][replicate][cell]` */
  addFrame({ individuals, replicates: { from, count } }: Tile, frame: number, states: Float32Array): void {
    const { cells } = this.#layout;
    individuals.forEach((individual, index) => {
      for (let replicate = 0; replicate < count; replicate++) {
        const row = individual * this.#batch.replicates.count + from + replicate;
        const at = (index * count + replicate) * cells;
        this.#states.set(states.subarray(at, at + cells), (row * this.#frames + frame) * cells);
      }
    });
  }

  /** The whole, when every tile was added. */
  result(regulation: readonly RegulationSummary[]): SimulationResult {
    const { wordsPerPattern } = this.#layout;
    const counting = this.#batch.output === "counts";
    return {
      regulation,
      counts: counting ? this.#counts.map((parts) => mergeDistinct(parts, wordsPerPattern)) : [],
      patterns: this.#patterns,
      states: this.#states,
      layout: this.#layout,
    };
  }
}
