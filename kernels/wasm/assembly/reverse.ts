/**
 * The steps of a block of four replicates backwards, one a lane, whatever the drift and the lattice; see
 * kernels/reference/adjoint-step.ts.
 *
 * First the steps are taken as ever ({@link advance}), by a drift that writes a tape: of every step and cell the coordinate
 * that its drift was read at, which is never negative, with the sign set where the state before the step is at a wall. A row
 * more says that of the last states. Then passes go over the tape; its drift has a third inlined method:
 *
 * - `scatter(coordinate: v128, weight: v128): v128` adds weight·∂(dt·f)/∂q to the sums of each lane and returns
 *   weight·∂(dt·f)/∂s̄.
 */
import { one } from "./math-f32";
import { Edge, hold, Lattice, PAIR_BYTES, Row } from "./sweep";

/** The sign bit; 2⁻⁸⁰, the least adjoint; ½: in memory, as {@link keep} of sweep.ts says. */
const SIGN = memory.data<u32>([0x80000000]);
const UNITS = memory.data<f32>([8.271806125530277e-25, 0.5]);

/** `coordinate`, its sign set where `state` is at a wall: a NaN has a sign too, which depends on the processor. */
// @ts-ignore: decorator
@inline
export function taped(state: v128, coordinate: v128): v128 {
  const walled = v128.or(f32x4.le(state, f32x4.splat(0)), f32x4.ge(state, one()));
  return v128.or(f32x4.abs(coordinate), v128.and(walled, v128.load32_splat(SIGN)));
}

/** Writes the last row of a tape. */
export function endTape(states: usize, cells: i32, tape: usize): void {
  for (const end = states + ((<usize>cells) << 4); states < end; states += 16) {
    v128.store(tape, taped(v128.load(states), f32x4.splat(0)));
    tape += 16;
  }
}

/** −1 where an entry of a tape is of a state at a wall, else 0. */
// @ts-ignore: decorator
@inline
function walls(entry: usize): v128 {
  return i32x4.shr_s(v128.load(entry), 31);
}

/** What of an adjoint passes the clip, by the {@link walls} of the entry after it. */
// @ts-ignore: decorator
@inline
function passed(adjoint: v128, atWall: v128, clip: v128): v128 {
  return v128.andnot(adjoint, v128.and(atWall, clip));
}

/** Without what is too small to matter. */
// @ts-ignore: decorator
@inline
function kept(adjoint: v128): v128 {
  return v128.andnot(adjoint, f32x4.lt(f32x4.abs(adjoint), v128.load32_splat(UNITS)));
}

/** One step back by rows of edges. @param after is overwritten @returns what {@link retreatLine} does */
// @ts-ignore: decorator
@inline
function retreatRows<D>(
  drift: D,
  lattice: Lattice,
  after: usize,
  before: usize,
  row: usize,
  clip: v128,
  walled: v128,
): v128 {
  const bytes = (<usize>lattice.cells) << 4;
  for (let cell: usize = 0; cell < bytes; cell += 16) {
    const atWall = walls(row + bytes + cell);
    walled = i32x4.sub(walled, atWall);
    const a = passed(v128.load(after + cell), atWall, clip);
    v128.store(after + cell, a);
    v128.store(before + cell, a);
  }
  let at = lattice.rows;
  for (let cell: usize = 0; cell < bytes; cell += 16) {
    const edges = changetype<Row>(at);
    at += PAIR_BYTES;
    const slope = drift.scatter(f32x4.abs(v128.load(row + cell)), v128.load(after + cell));
    const pull = f32x4.mul(slope, f32x4.splat(edges.received));
    for (const end = at + <usize>edges.edges * PAIR_BYTES; at < end; at += PAIR_BYTES) {
      const edge = changetype<Edge>(at);
      const to = before + edge.source;
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(f32x4.splat(edge.sent), pull)));
    }
  }
  for (let cell: usize = 0; cell < bytes; cell += 16)
    v128.store(before + cell, kept(v128.load(before + cell)));
  return walled;
}

/** Steps back by rows of edges, to and fro between `adjoints` and `before`. @returns what {@link retreatLine} does */
// @ts-ignore: decorator
@inline
function retreatByRows<D>(
  drift: D,
  lattice: Lattice,
  adjoints: usize,
  before: usize,
  tape: usize,
  steps: i32,
  clip: v128,
  walled: v128,
): v128 {
  const bytes = (<usize>lattice.cells) << 4;
  let from = adjoints;
  let to = before;
  for (let row = tape + <usize>steps * bytes; row > tape;) {
    row -= bytes;
    walled = retreatRows<D>(drift, lattice, from, to, row, clip, walled);
    hold(lattice, to);
    const swap = from;
    from = to;
    to = swap;
  }
  if (from != adjoints) memory.copy(adjoints, from, bytes);
  return walled;
}

/**
 * Steps back of an open line of two cells and more, or a ring of three and more, in place. A cell gets its neighbours' pulls
 * in the order in which they come by: `waiting` is a cell's own and what its left neighbour pulled.
 *
 * @returns `walled` and how many states after the steps are at a wall, i32 a lane
 */
// @ts-ignore: decorator
@inline
function retreatLine<D>(
  drift: D,
  lattice: Lattice,
  adjoints: usize,
  tape: usize,
  steps: i32,
  clip: v128,
  walled: v128,
): v128 {
  const bytes = (<usize>lattice.cells) << 4;
  const second = adjoints + 16;
  const last = adjoints + bytes - 16;
  const half = v128.load32_splat(UNITS, 4);
  const isRing = lattice.cells > 2 && lattice.leftOfFirst == bytes - 16;
  const ends = isRing ? half : one();
  for (let row = tape + <usize>steps * bytes; row > tape;) {
    row -= bytes;
    let entry = row;
    const firstAtWall = walls(entry + bytes);
    walled = i32x4.sub(walled, firstAtWall);
    let waiting = passed(v128.load(adjoints), firstAtWall, clip);
    const firstPull = f32x4.mul(drift.scatter(f32x4.abs(v128.load(entry)), waiting), ends);
    let left = firstPull;
    let first = waiting;
    for (let cell = second; cell <= last; cell += 16) {
      entry += 16;
      const atWall = walls(entry + bytes);
      walled = i32x4.sub(walled, atWall);
      const own = passed(v128.load(cell), atWall, clip);
      const slope = drift.scatter(f32x4.abs(v128.load(entry)), own);
      const pull = f32x4.mul(slope, cell == last ? ends : half);
      const sum = f32x4.add(waiting, pull);
      v128.store(cell - 16, kept(sum));
      if (cell == second) first = sum;
      if (cell == last) {
        if (isRing) {
          v128.store(adjoints, kept(f32x4.add(first, pull)));
          v128.store(cell, kept(f32x4.add(f32x4.add(own, firstPull), left)));
        } else {
          v128.store(cell, kept(f32x4.add(own, left)));
        }
      }
      waiting = f32x4.add(own, left);
      left = pull;
    }
    hold(lattice, adjoints);
  }
  return walled;
}

/** A stretch of a pass back, as ../gradient-passes.ts writes it: so many steps, and then the norms. */
@unmanaged
class Stretch {
  steps: i32;
  /** Which of the norms these are; −1 where none are taken. */
  time: i32;
}
/** Bytes of a stretch. */
const STRETCH_BYTES: usize = 8;

/** Adds Σ a² of each of the first `lanes` lanes, in order, to what lies at `out`, f64. */
// @ts-ignore: decorator
@inline
function addSquaredNorms(adjoints: usize, bytes: usize, lanes: i32, out: usize): void {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  for (const end = adjoints + bytes; adjoints < end; adjoints += 16) {
    const low = f64x2.promote_low_f32x4(v128.load64_zero(adjoints));
    const high = f64x2.promote_low_f32x4(v128.load64_zero(adjoints, 8));
    first = f64x2.add(first, f64x2.mul(low, low));
    second = f64x2.add(second, f64x2.mul(high, high));
  }
  let sum = load<f64>(out) + f64x2.extract_lane(first, 0);
  if (lanes > 1) sum += f64x2.extract_lane(first, 1);
  if (lanes > 2) sum += f64x2.extract_lane(second, 0);
  if (lanes > 3) sum += f64x2.extract_lane(second, 1);
  store<f64>(out, sum);
}

/**
 * Takes the adjoints of a block back, stretch after stretch.
 *
 * @param lattice as a line only if that is one that {@link retreatLine} takes
 * @param adjoints f32 `[cell][lane]`, updated in place; 0 for held cells, before and after
 * @param before room for as many
 * @param end where the tape of the last step ends, f32 `[step][cell][lane]`; the entries after that step lie there
 * @param clip −1 where the clip stops an adjoint, 0 where it passes all
 * @param stretches {@link Stretch} `[count]`
 * @param norms f64 `[time]`: to which the squared norms of the first `lanes` lanes are added
 * @param walled receives how many states after the steps are at a wall, u32 `[lane]`
 */
// @ts-ignore: decorator
@inline
export function retreat<D>(
  drift: D,
  lattice: Lattice,
  adjoints: usize,
  before: usize,
  end: usize,
  clip: i32,
  stretches: usize,
  count: i32,
  norms: usize,
  lanes: i32,
  walled: usize,
): void {
  const stopping = i32x4.splat(clip);
  const bytes = (<usize>lattice.cells) << 4;
  let sum = i32x4.splat(0);
  for (let i = 0; i < count; i++) {
    const stretch = changetype<Stretch>(stretches + <usize>i * STRETCH_BYTES);
    const steps = stretch.steps;
    end -= <usize>steps * bytes;
    sum = lattice.isLine
      ? retreatLine<D>(drift, lattice, adjoints, end, steps, stopping, sum)
      : retreatByRows<D>(drift, lattice, adjoints, before, end, steps, stopping, sum);
    if (stretch.time >= 0) addSquaredNorms(adjoints, bytes, lanes, norms + ((<usize>stretch.time) << 3));
  }
  v128.store(walled, sum);
}

/**
 * Scatters the noise of `steps` steps where it moved a cell.
 *
 * @param noise scale·ξ, f32 `[step][cell][lane]`; that of held cells, which moves nothing, is set to 0
 * @param tape f32 `[step + 1][cell][lane]`
 * @param walled receives how many states after the steps are at a wall, u32 `[lane]`
 */
// @ts-ignore: decorator
@inline
export function scatterNoise<D>(
  drift: D,
  lattice: Lattice,
  noise: usize,
  tape: usize,
  steps: i32,
  walled: usize,
): void {
  const bytes = (<usize>lattice.cells) << 4;
  let sum = i32x4.splat(0);
  for (let step = 0; step < steps; step++) {
    hold(lattice, noise);
    for (const end = noise + bytes; noise < end; noise += 16) {
      drift.scatter(f32x4.abs(v128.load(tape)), v128.load(noise));
      sum = i32x4.sub(sum, walls(tape + bytes));
      tape += 16;
    }
  }
  v128.store(walled, sum);
}
