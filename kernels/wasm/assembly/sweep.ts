/**
 * The Euler–Maruyama steps of a block of four replicates, one a lane, whatever the drift and the lattice; see
 * kernels/reference/euler-maruyama.ts.
 *
 * A drift is an `@unmanaged` class, a record that the host wrote, with two inlined methods:
 *
 * - `scale(weight: f32): f32`, what the sum of the states that a cell senses is multiplied by to become the coordinate
 *   that `increment` reads: `weight` itself for s̄, `weight`·intervals for a table, exact as intervals is a power of two;
 * - `increment(state: v128, coordinate: v128): v128`, dt·f of four replicates.
 *
 * Its model exports `advance<Name>(drift, lattice, states, next, noise, steps)`, an {@link advance} of its class; the
 * host finds it by that name.
 */
import { one } from "./math-f32";

/** A lattice as ../records.ts writes it. */
@unmanaged
export class Lattice {
  cells: i32;
  /** Whether it is a line, swept with three states in hand; it then has no rows. */
  isLine: i32;
  /** Line: byte offsets of the states that the first cell sees to its left and the last one to its right. */
  leftOfFirst: usize;
  rightOfLast: usize;
  /** Byte offsets u32 `[heldCount]` of the states that are set to 0 after every step. */
  held: usize;
  heldCount: i32;
  /** One {@link Row} after the other, each followed by its edges. */
  rows: usize;
}

/** What a cell senses: r·Σ over `edges` {@link Edge}s. */
@unmanaged
export class Row {
  edges: u32;
  received: f32;
}

/** c·(the state at byte offset `source`). */
@unmanaged
export class Edge {
  source: u32;
  sent: f32;
}

/** Bytes of a row's head, and of an edge. */
export const PAIR_BYTES: usize = 8;

const KEPT = memory.data(4, 4);

/**
 * `x` in all lanes. By way of memory: what an engine can compute it computes anew in every iteration of a loop, what it
 * has loaded it keeps.
 */
// @ts-ignore: decorator
@inline
function keep(x: f32): v128 {
  store<f32>(KEPT, x);
  return v128.load32_splat(KEPT);
}

/** s' = min(max((s + g) + n, 0), 1). */
// @ts-ignore: decorator
@inline
function move(state: v128, g: v128, noise: v128, highest: v128): v128 {
  const moved = f32x4.add(f32x4.add(state, g), noise);
  return f32x4.pmin(f32x4.pmax(moved, f32x4.splat(0)), highest);
}

/** Sets the held cells to 0. */
// @ts-ignore: decorator
@inline
export function hold(lattice: Lattice, states: usize): void {
  for (let at = lattice.held, end = at + ((<usize>lattice.heldCount) << 2); at < end; at += 4) {
    v128.store(states + load<u32>(at), f32x4.splat(0));
  }
}

/** Steps of a line, in place, with three states in hand. */
// @ts-ignore: decorator
@inline
function advanceLine<D>(drift: D, lattice: Lattice, states: usize, noise: usize, steps: i32): void {
  const half = keep(drift.scale(0.5));
  const highest = one();
  const last = states + ((<usize>(lattice.cells - 1)) << 4);
  const before = states + lattice.leftOfFirst;
  const after = states + lattice.rightOfLast;
  for (let step = 0; step < steps; step++) {
    let left = v128.load(before);
    let state = v128.load(states);
    const right = v128.load(after);
    for (let cell = states; cell <= last; cell += 16) {
      const next = cell == last ? right : v128.load(cell, 16);
      const coordinate = f32x4.mul(f32x4.add(left, next), half);
      v128.store(cell, move(state, drift.increment(state, coordinate), v128.load(noise), highest));
      left = state;
      state = next;
      noise += 16;
    }
    hold(lattice, states);
  }
}

/** c·s of an edge. */
// @ts-ignore: decorator
@inline
function sent(edge: Edge, states: usize): v128 {
  return f32x4.mul(f32x4.splat(edge.sent), v128.load(states + edge.source));
}

/** One step by rows of edges, from `states` to `next`. */
// @ts-ignore: decorator
@inline
function stepRows<D>(drift: D, lattice: Lattice, states: usize, next: usize, noise: usize): void {
  const highest = one();
  let at = lattice.rows;
  for (let cell: usize = 0, end = (<usize>lattice.cells) << 4; cell < end; cell += 16) {
    const row = changetype<Row>(at);
    at += PAIR_BYTES;
    const after = at + <usize>row.edges * PAIR_BYTES;
    let sum = sent(changetype<Edge>(at), states);
    for (at += PAIR_BYTES; at < after; at += PAIR_BYTES) {
      sum = f32x4.add(sum, sent(changetype<Edge>(at), states));
    }
    const coordinate = f32x4.mul(sum, f32x4.splat(drift.scale(row.received)));
    const state = v128.load(states + cell);
    v128.store(
      next + cell,
      move(state, drift.increment(state, coordinate), v128.load(noise + cell), highest),
    );
  }
}

/** Steps by rows of edges, to and fro between `states` and `next`. */
// @ts-ignore: decorator
@inline
function advanceRows<D>(
  drift: D,
  lattice: Lattice,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
): void {
  const bytes = (<usize>lattice.cells) << 4;
  let from = states;
  let to = next;
  for (let step = 0; step < steps; step++) {
    stepRows<D>(drift, lattice, from, to, noise);
    hold(lattice, to);
    noise += bytes;
    const swap = from;
    from = to;
    to = swap;
  }
  if (from != states) memory.copy(states, from, bytes);
}

/**
 * Advances a block by `steps` steps.
 *
 * @param states f32 `[cell][lane]`, updated in place
 * @param next room for as many
 * @param noise scale·ξ, f32 `[step][cell][lane]`
 */
// @ts-ignore: decorator
@inline
export function advance<D>(
  drift: D,
  lattice: Lattice,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
): void {
  if (lattice.isLine) advanceLine<D>(drift, lattice, states, noise, steps);
  else advanceRows<D>(drift, lattice, states, next, noise, steps);
}
