/** dt·f sampled on [0, 1]; see kernels/reference/regulation-table.ts. */
import { evaluateNetwork } from "./regulatory-network";

const SMALLEST_TABLE = 256;
const LARGEST_TABLE = 4096;

/** What {@link lookUp} adds to an index: near 2²⁰ the last bit of an f32 is ⅛, so its bits are those of 2²⁰ + 8·i. */
const INDEX_OFFSET = memory.data<f32>([1048576]);

/** The address of a table less the bits of 2²⁰. */
// @ts-ignore: decorator
@inline
export function lookUpBase(table: usize): v128 {
  return i32x4.splat(<i32>table - 0x49800000);
}

/**
 * g at four points: y_i + (u − i)·d_i.
 *
 * @param base {@link lookUpBase} of the table
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

/** Writes the pairs of a table of `intervals` intervals; whether all its nodes are finite. */
function sample(
  table: usize,
  intervals: i32,
  dt: f32,
  genome: usize,
  hidden: usize,
  hiddenLayers: i32,
  scratch: usize,
  widest: i32,
): bool {
  const width = f32x4.splat(1.0 / <f32>intervals);
  let notFinite = i32x4.splat(0);
  for (let i = 0; i <= intervals; i += 4) {
    const nodes = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const x = f32x4.mul(f32x4.convert_i32x4_s(nodes), width);
    const y = f32x4.mul(f32x4.splat(dt), evaluateNetwork(x, genome, hidden, hiddenLayers, scratch, widest));
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

/**
 * Tabulates dt·f with as few intervals as reach `tolerance` at the midpoints.
 *
 * @param table room for f32 `[LARGEST_TABLE + 1][2]`
 * @param summary receives i32 intervals, f32 error, i32 finite
 */
export function tabulate(
  table: usize,
  summary: usize,
  dt: f32,
  tolerance: f32,
  genome: usize,
  hidden: usize,
  hiddenLayers: i32,
  scratch: usize,
  widest: i32,
): void {
  let finite = true;
  for (let intervals = SMALLEST_TABLE; ; intervals *= 2) {
    const allFinite = sample(table, intervals, dt, genome, hidden, hiddenLayers, scratch, widest);
    if (intervals == SMALLEST_TABLE) finite = allFinite;
    let worst = f32x4.splat(0);
    for (let i = 0; i < intervals; i += 4) {
      const nodes = f32x4.add(f32x4.splat(<f32>i), f32x4(0.5, 1.5, 2.5, 3.5));
      const midpoint = f32x4.mul(nodes, f32x4.splat(1.0 / <f32>intervals));
      const exact = evaluateNetwork(midpoint, genome, hidden, hiddenLayers, scratch, widest);
      const table4 = lookUp(lookUpBase(table), f32x4.mul(midpoint, f32x4.splat(<f32>intervals)));
      worst = f32x4.max(worst, f32x4.abs(f32x4.sub(table4, f32x4.mul(f32x4.splat(dt), exact))));
    }
    const error = max(
      max(f32x4.extract_lane(worst, 0), f32x4.extract_lane(worst, 1)),
      max(f32x4.extract_lane(worst, 2), f32x4.extract_lane(worst, 3)),
    );
    if (!finite || error <= tolerance || intervals == LARGEST_TABLE) {
      store<i32>(summary, intervals);
      store<f32>(summary, error, 4);
      store<i32>(summary, finite, 8);
      return;
    }
  }
}
