import { scratchKernels } from "./scratch-kernels.js";
import type { WasmKernels } from "./wasm-kernels.js";

const F64_BYTES = 8;
/** Most kernels of pairs that are kept from the sums to the forces, 8 MB of them; those of more are made twice. */
const KEPT_PAIRS = 1_048_576;

/** What the points pull at each other with. */
export interface PairForces {
  /** In the shape of the points; the forces are subtracted from it. */
  readonly gradient: Float64Array;
  /** What w_rq + w_qr and the difference of two points are multiplied by, w_rq = kernel / (1 + sum of r). */
  readonly scale: number;
}

/** Places `[point][dimension]` f64, a point in whole pairs of them. */
function placeRows(kernels: WasmKernels, values: ArrayLike<number>, points: number, width: number): number {
  const dimension = values.length / points;
  const at = kernels.allocate(points * width * F64_BYTES);
  const rows = kernels.doubles(at, points * width).fill(0);
  for (let i = 0; i < values.length; i++) {
    rows[Math.trunc(i / dimension) * width + (i % dimension)] = values[i]!;
  }
  return at;
}

/** Places the same as `[dimension][point]`, `stride` numbers a dimension. */
function placeColumns(kernels: WasmKernels, z: ArrayLike<number>, points: number, stride: number): number {
  const dimension = z.length / points;
  const at = kernels.allocate(dimension * stride * F64_BYTES);
  const columns = kernels.doubles(at, dimension * stride).fill(0);
  for (let i = 0; i < z.length; i++) columns[(i % dimension) * stride + Math.trunc(i / dimension)] = z[i]!;
  return at;
}

/**
 * Σ over the other points of the kernel exp(scale·‖z_r − z_q‖²), `[point]`, in f64: a pair is added to the sums of both, r
 * ascending and then q. With `forces`, scale·(w_rq + w_qr)·(z_r − z_q) is subtracted from the gradient at z_r for each pair, in the
 * same order, and added at z_q.
 *
 * @param z `[point][dimension]`, finite
 * @param scale at most 0
 * @throws CellfateError `wasm.not-loaded`, `wasm.out-of-memory`
 */
export function pairKernels(
  z: ArrayLike<number>,
  points: number,
  scale: number,
  forces: PairForces | null,
): Float64Array {
  const kernels = scratchKernels();
  const { call } = kernels;
  const dimension = z.length / points;
  const stride = points + 1;
  const columns = placeColumns(kernels, z, points, stride);
  const pairs = (points * (points - 1)) / 2;
  const areKept = forces !== null && pairs <= KEPT_PAIRS;
  const room = kernels.allocate(((areKept ? pairs : points) + 1) * F64_BYTES);
  const rowAt = (r: number): number => room + (areKept ? r * points - (r * (r + 1)) / 2 : 0) * F64_BYTES;
  const sums = kernels.allocate(points * F64_BYTES);
  kernels.doubles(sums, points).fill(0);
  const make = (r: number, to: number): void => {
    call.addKernels(columns, stride * F64_BYTES, dimension, scale, r, points, rowAt(r), to);
  };
  for (let r = 0; r < points; r++) make(r, sums);
  if (forces === null) return kernels.doubles(sums, points).slice();

  const width = 2 * Math.ceil(dimension / 2);
  const rows = placeRows(kernels, z, points, width);
  const gradient = placeRows(kernels, forces.gradient, points, width);
  // Sums that are made again, of kernels that were not kept, count for nothing.
  const again = kernels.allocate(points * F64_BYTES);
  for (let r = 0; r < points; r++) {
    if (!areKept) make(r, again);
    call.subtractForces(rows, width * F64_BYTES, forces.scale, r, points, rowAt(r), sums, gradient);
  }
  const pulled = kernels.doubles(gradient, points * width);
  for (let i = 0; i < z.length; i++) {
    forces.gradient[i] = pulled[Math.trunc(i / dimension) * width + (i % dimension)]!;
  }
  return kernels.doubles(sums, points).slice();
}
