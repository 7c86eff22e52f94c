/** dt·f sampled on [0, 1]; see ../table.ts. */
import { advance, Lattice } from "../../../wasm/assembly/sweep";
import { NetworkDrift } from "./network-drift";

const SMALLEST_TABLE = 256;
const LARGEST_TABLE = 4096;

/** What {@link lookUp} adds to an index: near 2²⁰ the last bit of an f32 is ⅛, so its bits are those of 2²⁰ and 8·i more. */
const INDEX_OFFSET = memory.data<f32>([1048576]);
/** The bits of 2²⁰. */
const INDEX_BITS = 0x49800000;

/**
 * g at four points: y_i + (u − i)·d_i.
 *
 * @param base the address of the table less the bits of 2²⁰
 * @param u s̄ · intervals
 */
// @ts-ignore: decorator
@inline
export function lookUp(base: v128, u: v128): v128 {
  const i = f32x4.trunc(u);
  // NaN reads node 0: of two numbers that do not compare, pmax takes the first.
  const index = f32x4.pmax(f32x4.splat(0), i);
  const pairs = i32x4.add(base, f32x4.add(index, v128.load32_splat(INDEX_OFFSET)));
  const pairs01 = i64x2.extract_lane(pairs, 0);
  const pairs23 = i64x2.extract_lane(pairs, 1);
  let first = v128.load64_zero(<usize>pairs01);
  first = v128.load64_lane(<usize>(pairs01 >>> 32), first, 1);
  let second = v128.load64_zero(<usize>pairs23);
  second = v128.load64_lane(<usize>(pairs23 >>> 32), second, 1);
  const y = v128.shuffle<f32>(first, second, 0, 2, 4, 6);
  const d = v128.shuffle<f32>(first, second, 1, 3, 5, 7);
  return f32x4.add(y, f32x4.mul(f32x4.sub(u, i), d));
}

/** A table, as {@link tabulate} describes it and ../place.ts reads it. */
@unmanaged
class TableDrift {
  /** The address of the table less the bits of 2²⁰. */
  base: i32;
  intervals: f32;
  /** Largest |Δ(dt·f)| at the midpoints. */
  error: f32;
  /** Whether dt·f is finite at the nodes of the smallest table. */
  finite: i32;

  @inline
  scale(weight: f32): f32 {
    return weight * this.intervals;
  }

  @inline
  increment(_state: v128, coordinate: v128): v128 {
    return lookUp(v128.load32_splat(changetype<usize>(this), offsetof<TableDrift>("base")), coordinate);
  }
}

/** Advances a block with a {@link TableDrift}; see {@link advance}. */
export function advanceTable(
  drift: usize,
  lattice: usize,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
): void {
  advance(changetype<TableDrift>(drift), changetype<Lattice>(lattice), states, next, noise, steps);
}

/** Writes the pairs of a table of `intervals` intervals; whether all its nodes are finite. */
function sample(network: NetworkDrift, table: usize, intervals: i32): bool {
  const width = f32x4.splat(1.0 / <f32>intervals);
  let notFinite = i32x4.splat(0);
  for (let i = 0; i <= intervals; i += 4) {
    const nodes = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const x = f32x4.mul(f32x4.convert_i32x4_s(nodes), width);
    const y = network.increment(x, x);
    const finite = f32x4.lt(f32x4.abs(y), f32x4.splat(Infinity));
    // Lanes past the last node are outside [0, 1] and do not count.
    notFinite = v128.or(notFinite, v128.andnot(i32x4.le_s(nodes, i32x4.splat(intervals)), finite));
    const pair = table + ((<usize>i) << 3);
    v128.store32_lane(pair, y, 0, 0);
    if (i == intervals) break;
    v128.store32_lane(pair, y, 1, 8);
    v128.store32_lane(pair, y, 2, 16);
    v128.store32_lane(pair, y, 3, 24);
  }
  for (let i = 0; i < intervals; i++) {
    const pair = table + ((<usize>i) << 3);
    store<f32>(pair, load<f32>(pair, 8) - load<f32>(pair), 4);
  }
  store<f32>(table + ((<usize>intervals) << 3), 0, 4);
  return !v128.any_true(notFinite);
}

/** Largest |Δ(dt·f)| of a table at its midpoints. */
function midpointError(network: NetworkDrift, drift: TableDrift): f32 {
  const intervals = drift.intervals;
  let worst = f32x4.splat(0);
  for (let i: f32 = 0; i < intervals; i += 4) {
    const midpoints = f32x4.add(f32x4.splat(i), f32x4(0.5, 1.5, 2.5, 3.5));
    const x = f32x4.mul(midpoints, f32x4.splat(1 / intervals));
    const looked = drift.increment(x, f32x4.mul(x, f32x4.splat(drift.scale(1))));
    worst = f32x4.max(worst, f32x4.abs(f32x4.sub(looked, network.increment(x, x))));
  }
  return max(
    max(f32x4.extract_lane(worst, 0), f32x4.extract_lane(worst, 1)),
    max(f32x4.extract_lane(worst, 2), f32x4.extract_lane(worst, 3)),
  );
}

/**
 * Tabulates dt·f with as few intervals as reach `tolerance` at the midpoints.
 *
 * @param network a {@link NetworkDrift}
 * @param table room for f32 `[LARGEST_TABLE + 1][2]`
 * @param record receives the {@link TableDrift}
 */
export function tabulate(network: usize, tolerance: f32, table: usize, record: usize): void {
  const exact = changetype<NetworkDrift>(network);
  const drift = changetype<TableDrift>(record);
  drift.base = <i32>table - INDEX_BITS;
  for (let intervals = SMALLEST_TABLE; ; intervals *= 2) {
    const finite = sample(exact, table, intervals);
    if (intervals == SMALLEST_TABLE) drift.finite = finite;
    drift.intervals = <f32>intervals;
    drift.error = midpointError(exact, drift);
    if (!drift.finite || drift.error <= tolerance || intervals == LARGEST_TABLE) return;
  }
}
