import { type Lattice, type Line, lineOf } from "../lattice.js";
import type { PatternLayout } from "../packed-patterns.js";
import type { Segment } from "../segments.js";
import type { WasmKernels } from "./wasm-kernels.js";

/*
 * What the assembly takes as records: the fields here are those of the class named, in its order. A difference breaks the
 * bits that tests/conformance compares with the reference's.
 */

/** Replicates of a block, one a SIMD lane. */
export const LANES = 4;
/** Bytes of a cell's states in a block: one f32 a lane. */
export const CELL_BYTES = 16;

/** The rows of edges of a lattice, `Row` and `Edge` of `assembly/sweep.ts`: pairs of a u32 and an f32. */
function rowsOf({ cells, first, source, sent, received }: Lattice): Uint32Array {
  const words = new Uint32Array(2 * (cells + source.length));
  const floats = new Float32Array(words.buffer);
  let at = 0;
  const pair = (word: number, float: number): void => {
    words[at] = word;
    floats[at + 1] = float;
    at += 2;
  };
  for (let cell = 0; cell < cells; cell++) {
    const [from, end] = [first[cell]!, first[cell + 1]!];
    pair(end - from, received[cell]!);
    for (let edge = from; edge < end; edge++) pair(CELL_BYTES * source[edge]!, sent[edge]!);
  }
  return words;
}

/**
 * Places a lattice, `Lattice` of `assembly/sweep.ts`.
 *
 * @param line what it is swept as; null for rows of edges
 */
export function placeLattice(
  kernels: WasmKernels,
  lattice: Lattice,
  line: Line | null = lineOf(lattice),
): number {
  const held = kernels.place(lattice.held.map((cell) => CELL_BYTES * cell));
  return kernels.placeRecord([
    ["i32", lattice.cells],
    ["i32", line === null ? 0 : 1],
    ["i32", CELL_BYTES * (line?.leftOfFirst ?? 0)],
    ["i32", CELL_BYTES * (line?.rightOfLast ?? 0)],
    ["i32", held],
    ["i32", lattice.held.length],
    ["i32", line === null ? kernels.place(rowsOf(lattice)) : 0],
  ]);
}

/** Places how patterns are packed, `Layout` of `assembly/patterns.ts`. */
export function placeLayout(kernels: WasmKernels, layout: PatternLayout): number {
  return kernels.placeRecord([
    ["i32", layout.cells],
    ["i32", layout.fates],
    ["i32", layout.bitsPerCell],
    ["i32", layout.cellsPerWord],
    ["i32", layout.wordsPerPattern],
  ]);
}

/** Places the stretches of a segment, from its end back: `Stretch` of `assembly/reverse.ts`. */
export function placeStretches(kernels: WasmKernels, { from, steps, stops }: Segment): number {
  const stretches = new Int32Array(2 * stops.length);
  let end = from + steps;
  stops.forEach(({ at, time }, i) => {
    stretches[2 * i] = end - at;
    stretches[2 * i + 1] = time ?? -1;
    end = at;
  });
  return kernels.place(stretches);
}
