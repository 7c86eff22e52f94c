/** The Euler–Maruyama step of a block of four replicates, one a lane; see kernels/reference/euler-maruyama.ts. */
import { lookUp, lookUpBase } from "./regulation-table";
import { evaluateNetwork } from "./regulatory-network";

const PINNED = 1;
const PERIODIC = 2;

/** Read from memory, as an engine would make the vectors anew in every step. */
const ONE_AND_HALF = memory.data<f32>([1, 0.5]);

/** s' = min(max((s + g) + n, 0), 1). */
// @ts-ignore: decorator
@inline
function move(state: v128, g: v128, noise: v128, one: v128): v128 {
  const moved = f32x4.add(f32x4.add(state, g), noise);
  return f32x4.pmin(f32x4.pmax(moved, f32x4.splat(0)), one);
}

// @ts-ignore: decorator
@inline
function average(left: v128, right: v128, half: v128): v128 {
  return f32x4.mul(f32x4.add(left, right), half);
}

/** The cell that cell 0 sees to its left. */
// @ts-ignore: decorator
@inline
function leftOfFirst(cells: i32, boundary: i32): i32 {
  return boundary == PERIODIC ? cells - 1 : min(1, cells - 1);
}

/** The cell that the last cell sees to its right. */
// @ts-ignore: decorator
@inline
function rightOfLast(cells: i32, boundary: i32): i32 {
  return boundary == PERIODIC ? 0 : max(cells - 2, 0);
}

/** g of a cell between `left` and `right`; s̄·intervals in one product, exact as both factors are powers of two. */
// @ts-ignore: decorator
@inline
function increment(left: v128, right: v128, base: v128, halfIntervals: v128): v128 {
  return lookUp(base, f32x4.mul(f32x4.add(left, right), halfIntervals));
}

/**
 * Advances a block by `steps` steps, f read from a table.
 *
 * @param states f32 `[cell][lane]`, updated in place
 * @param noise scale·ξ, f32 `[step][cell][lane]`
 */
export function advanceTable(
  states: usize,
  noise: usize,
  cells: i32,
  steps: i32,
  boundary: i32,
  table: usize,
  intervals: i32,
): void {
  const one = v128.load32_splat(ONE_AND_HALF);
  const base = lookUpBase(table);
  const halfIntervals = f32x4.splat(<f32>(intervals >> 1));
  const last = states + ((<usize>(cells - 1)) << 4);
  const before = states + ((<usize>leftOfFirst(cells, boundary)) << 4);
  const after = states + ((<usize>rightOfLast(cells, boundary)) << 4);
  for (let step = 0; step < steps; step++) {
    let left = v128.load(before);
    let state = v128.load(states);
    const right = v128.load(after);
    for (let cell = states; cell <= last; cell += 16) {
      const next = cell == last ? right : v128.load(cell, 16);
      v128.store(cell, move(state, increment(left, next, base, halfIntervals), v128.load(noise), one));
      left = state;
      state = next;
      noise += 16;
    }
    if (boundary == PINNED) {
      v128.store(states, f32x4.splat(0));
      v128.store(last, f32x4.splat(0));
    }
  }
}

/** As {@link advanceTable}, the network evaluated in every step; parameters as in {@link evaluateNetwork}. */
export function advanceDirect(
  states: usize,
  noise: usize,
  cells: i32,
  steps: i32,
  boundary: i32,
  dt: f32,
  genome: usize,
  hidden: usize,
  hiddenLayers: i32,
  scratch: usize,
  widest: i32,
): void {
  const one = v128.load32_splat(ONE_AND_HALF);
  const half = v128.load32_splat(ONE_AND_HALF, 4);
  const dts = f32x4.splat(dt);
  const last = states + ((<usize>(cells - 1)) << 4);
  const before = states + ((<usize>leftOfFirst(cells, boundary)) << 4);
  const after = states + ((<usize>rightOfLast(cells, boundary)) << 4);
  for (let step = 0; step < steps; step++) {
    let left = v128.load(before);
    let state = v128.load(states);
    const right = v128.load(after);
    for (let cell = states; cell <= last; cell += 16) {
      const next = cell == last ? right : v128.load(cell, 16);
      const f = evaluateNetwork(average(left, next, half), genome, hidden, hiddenLayers, scratch, widest);
      v128.store(cell, move(state, f32x4.mul(dts, f), v128.load(noise), one));
      left = state;
      state = next;
      noise += 16;
    }
    if (boundary == PINNED) {
      v128.store(states, f32x4.splat(0));
      v128.store(last, f32x4.splat(0));
    }
  }
}
