/** The table of dt·f, differentiated; see ../adjoint.ts. */
import { endTape, retreat, scatterNoise, taped } from "../../../wasm/assembly/reverse";
import { advance, Lattice } from "../../../wasm/assembly/sweep";
import { lookUp } from "./table-drift";

/** What is added to an interval's number: near 2¹⁷ the last bit of an f32 is 1/64, so its bits are those of 2¹⁷ and 64·i more. */
const INDEX_OFFSET = memory.data<f32>([131072]);
/** The bits of 2¹⁷. */
const INDEX_BITS = 0x48000000;

/** A table as ../place-adjoint.ts writes it. */
@unmanaged
class TableAdjoint {
  /** The address of the table less the bits of 2²⁰. */
  base: i32;
  intervals: f32;
  /** The number of the last interval. */
  last: f32;
  /**
   * The address of the sums less the bits of 2¹⁷: f32 `[interval][lane][4]`, Σ weight, Σ weight·(u − i), the slope
   * ∂(dt·f)/∂s̄, 0.
   */
  sums: i32;
  /** Where the next entry of a tape goes. */
  tape: usize;

  @inline
  scale(weight: f32): f32 {
    return weight * this.intervals;
  }

  @inline
  increment(state: v128, coordinate: v128): v128 {
    v128.store(this.tape, taped(state, coordinate));
    this.tape += 16;
    return lookUp(v128.load32_splat(changetype<usize>(this), offsetof<TableAdjoint>("base")), coordinate);
  }

  @inline
  scatter(coordinate: v128, weight: v128): v128 {
    const self = changetype<usize>(this);
    // NaN reads interval 0, as for the table.
    const floored = f32x4.pmax(f32x4.splat(0), f32x4.trunc(coordinate));
    const index = f32x4.pmin(v128.load32_splat(self, offsetof<TableAdjoint>("last")), floored);
    const share = f32x4.mul(f32x4.sub(coordinate, index), weight);
    const sums = v128.load32_splat(self, offsetof<TableAdjoint>("sums"));
    const at = i32x4.add(sums, f32x4.add(index, v128.load32_splat(INDEX_OFFSET)));
    const at01 = i64x2.extract_lane(at, 0);
    const at23 = i64x2.extract_lane(at, 1);
    const first = v128.shuffle<f32>(weight, share, 0, 4, 1, 5);
    const second = v128.shuffle<f32>(weight, share, 2, 6, 3, 7);
    const zero = f32x4.splat(0);
    const r0 = add(<usize>at01, v128.shuffle<f32>(first, zero, 0, 1, 4, 5));
    const r1 = add(<usize>(at01 >>> 32) + 16, v128.shuffle<f32>(first, zero, 2, 3, 4, 5));
    const r2 = add(<usize>at23 + 32, v128.shuffle<f32>(second, zero, 0, 1, 4, 5));
    const r3 = add(<usize>(at23 >>> 32) + 48, v128.shuffle<f32>(second, zero, 2, 3, 4, 5));
    const slope01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const slope23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    return f32x4.mul(v128.shuffle<f32>(slope01, slope23, 0, 1, 4, 5), weight);
  }
}

/** Adds to what lies at an address; what it is then. */
// @ts-ignore: decorator
@inline
function add(at: usize, more: v128): v128 {
  const sum = f32x4.add(v128.load(at), more);
  v128.store(at, sum);
  return sum;
}

/** Prepares the sums of a table, all 0. */
export function openTable(adjoint: usize): void {
  const table = changetype<TableAdjoint>(adjoint);
  const intervals = <i32>table.intervals;
  let pair = <usize>(table.base + 0x49800000);
  let sums = <usize>(table.sums + INDEX_BITS);
  for (let i = 0; i < intervals; i++) {
    const slope = f32x4.replace_lane(f32x4.splat(0), 2, load<f32>(pair, 4) * table.intervals);
    for (const end = sums + 64; sums < end; sums += 16) v128.store(sums, slope);
    pair += 8;
  }
}

/** Advances a block and writes its tape, f32 `[steps + 1][cell][lane]`; see {@link advance}. */
export function recordTable(
  adjoint: usize,
  lattice: usize,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
  tape: usize,
): void {
  const table = changetype<TableAdjoint>(adjoint);
  table.tape = tape;
  advance(table, changetype<Lattice>(lattice), states, next, noise, steps);
  endTape(states, changetype<Lattice>(lattice).cells, table.tape);
}

/** Takes adjoints back; see {@link retreat}. */
export function retreatTable(
  adjoint: usize,
  lattice: usize,
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
  retreat(
    changetype<TableAdjoint>(adjoint),
    changetype<Lattice>(lattice),
    adjoints,
    before,
    end,
    clip,
    stretches,
    count,
    norms,
    lanes,
    walled,
  );
}

/** Scatters noise; see {@link scatterNoise}. */
export function scatterTable(
  adjoint: usize,
  lattice: usize,
  noise: usize,
  tape: usize,
  steps: i32,
  walled: usize,
): void {
  scatterNoise(changetype<TableAdjoint>(adjoint), changetype<Lattice>(lattice), noise, tape, steps, walled);
}

/**
 * Adds weight·sums of the first `lanes` lanes, in order, and sets the sums to 0.
 *
 * @param weights f64 `[lane]`
 * @param out f64 `[interval][2]`
 */
export function gatherTable(adjoint: usize, weights: usize, lanes: i32, out: usize): void {
  const table = changetype<TableAdjoint>(adjoint);
  let at = <usize>(table.sums + INDEX_BITS);
  for (const end = out + ((<usize>table.intervals) << 4); out < end; out += 16) {
    let sum = v128.load(out);
    for (let lane = 0; lane < lanes; lane++) {
      const pair = f64x2.promote_low_f32x4(v128.load64_zero(at + ((<usize>lane) << 4)));
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(weights + ((<usize>lane) << 3)), pair));
    }
    v128.store(out, sum);
    for (const next = at + 64; at < next; at += 16) store<u64>(at, 0);
  }
}
