import { type DriftSummary, noiseScaleOf } from "../../batch.js";

const f32 = Math.fround;

export const SMALLEST_TABLE = 256;
export const LARGEST_TABLE = 4096;

/** dt·f sampled on [0, 1]: `intervals + 1` pairs (y_i, y_{i+1} − y_i), the last difference 0. */
export interface RegulationTable {
  /** `[node][2]` */
  readonly pairs: Float32Array;
  readonly summary: DriftSummary;
}

/** The error a table has to reach: 2⁻¹⁰ of the noise of one step, but no less than 2⁻²⁴. */
export function tableTolerance(noiseStrength: number, dt: number): number {
  return Math.max(f32(noiseScaleOf(noiseStrength, dt) / 1024), 1 / 0x1000000);
}

/** g = y_i + (u − i)·d_i with u = s̄·intervals, i = trunc(u), for s̄ ∈ [0, 1]; NaN reads node 0. */
export function lookUp(pairs: Float32Array, intervals: number, average: number): number {
  const u = f32(average * intervals);
  const i = Number.isNaN(u) ? 0 : Math.trunc(u);
  return f32(pairs[2 * i]! + f32(f32(u - i) * pairs[2 * i + 1]!));
}

/** Samples dt·f at the nodes i / intervals. */
function sample(f: (x: number) => number, dt: number, intervals: number): Float32Array {
  const pairs = new Float32Array(2 * (intervals + 1));
  for (let i = 0; i <= intervals; i++) pairs[2 * i] = f32(dt * f(f32(i / intervals)));
  for (let i = 0; i < intervals; i++) pairs[2 * i + 1] = f32(pairs[2 * i + 2]! - pairs[2 * i]!);
  return pairs;
}

/**
 * Tabulates dt·f: the number of intervals doubles from 256 until the error at the midpoints is within
 * `tolerance`, at most 4096.
 *
 * @param f the regulatory function, f32 to f32
 * @param dt length of a step, rounded to f32
 */
export function tabulate(f: (x: number) => number, dt: number, tolerance: number): RegulationTable {
  let finite = true;
  for (let intervals = SMALLEST_TABLE; ; intervals *= 2) {
    const pairs = sample(f, dt, intervals);
    if (intervals === SMALLEST_TABLE) {
      for (let i = 0; i <= intervals; i++) finite &&= Number.isFinite(pairs[2 * i]!);
    }
    let error = 0;
    for (let i = 0; i < intervals; i++) {
      const midpoint = f32((i + 0.5) / intervals);
      error = Math.max(error, Math.abs(f32(lookUp(pairs, intervals, midpoint) - f32(dt * f(midpoint)))));
    }
    if (!finite || error <= tolerance || intervals === LARGEST_TABLE) {
      return { pairs, summary: { intervals, error: finite ? error : NaN, tolerance, finite } };
    }
  }
}
