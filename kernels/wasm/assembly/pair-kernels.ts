/** The kernels of pairs of points r < q, in f64, and what they pull; see ../pair-kernels.ts. */
import { exp } from "./math-f64";

/** Where number `i` of a row of f64 lies. */
// @ts-ignore: decorator
@inline
function item(row: usize, i: i32): usize {
  return row + ((<usize>i) << 3);
}

/**
 * Writes the kernels of point `r` with those after it, and adds each to the sums of both.
 *
 * @param columns f64 `[dimension][point]`, with room for a point more; `stride` bytes from one to the next
 * @param scale what squared distances are multiplied by, ≤ 0
 * @param row f64 `[point − r − 1]`, with room for one more
 * @param sums f64 `[point]`
 */
export function addKernels(
  columns: usize,
  stride: usize,
  dimension: i32,
  scale: f64,
  r: i32,
  points: i32,
  row: usize,
  sums: usize,
): void {
  const scales = f64x2.splat(scale);
  const own = item(columns, r);
  for (let q = r + 1; q < points; q += 2) {
    const offset = item(0, q - r);
    let at = own;
    let sum = f64x2.splat(0);
    for (let j = 0; j < dimension; j++) {
      const difference = f64x2.sub(v128.load64_splat(at), v128.load(at + offset));
      sum = f64x2.add(sum, f64x2.mul(difference, difference));
      at += stride;
    }
    v128.store(item(row, q - r - 1), exp(f64x2.mul(scales, sum)));
  }
  let total = load<f64>(item(sums, r));
  for (let q = r + 1; q < points; q++) {
    const kernel = load<f64>(item(row, q - r - 1));
    total += kernel;
    store<f64>(item(sums, q), load<f64>(item(sums, q)) + kernel);
  }
  store<f64>(item(sums, r), total);
}

/**
 * Subtracts from the gradient of point `r` what those after it pull at it, and adds that to theirs.
 *
 * @param rows f64 `[point][dimension]`, `width` bytes a point, a multiple of 16
 * @param row of {@link addKernels}
 * @param gradient in the shape of `rows`
 */
export function subtractForces(
  rows: usize,
  width: usize,
  scale: f64,
  r: i32,
  points: i32,
  row: usize,
  sums: usize,
  gradient: usize,
): void {
  const own = rows + <usize>r * width;
  const ownGradient = gradient + <usize>r * width;
  const ownSum = 1 + load<f64>(item(sums, r));
  for (let q = r + 1; q < points; q++) {
    const kernel = load<f64>(item(row, q - r - 1));
    const pull = f64x2.splat(scale * (kernel / ownSum + kernel / (1 + load<f64>(item(sums, q)))));
    const offset = <usize>(q - r) * width;
    for (let j: usize = 0; j < width; j += 16) {
      const to = ownGradient + j;
      const difference = f64x2.sub(v128.load(own + j), v128.load(own + j + offset));
      const force = f64x2.mul(pull, difference);
      v128.store(to, f64x2.sub(v128.load(to), force));
      v128.store(to + offset, f64x2.add(v128.load(to + offset), force));
    }
  }
}
