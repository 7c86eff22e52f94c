/** Random numbers of a block of four replicates, one a lane; see kernels/random/normal.ts. */
import { cosWithin, log, quadrantOf, remainderOf, sinWithin } from "./math-f32";
import { block, word0, word1 } from "./threefry2x32";

const TO_UNIT: f32 = 1.0 / 16777216.0;

// @ts-ignore: decorator
@inline
function replicateLanes(replicate: i32): v128 {
  return i32x4.add(i32x4.splat(replicate), i32x4(0, 1, 2, 3));
}

/**
 * Writes scale·ξ for `steps` steps from `firstStep`, every cell, replicates `replicate` … `replicate + 3`.
 *
 * @param out f32 `[step][cell][lane]`
 */
export function drawNoise(
  out: usize,
  cells: i32,
  firstStep: i32,
  steps: i32,
  scale: f32,
  k0: i32,
  k1: i32,
  replicate: i32,
): void {
  const scales = f32x4.splat(scale);
  const high = i32x4.shl(replicateLanes(replicate), 11);
  for (let step = firstStep, end = firstStep + steps; step < end; step++) {
    const x0 = i32x4.splat(step);
    for (let cell = 0; cell < cells; cell += 2) {
      block(k0, k1, x0, v128.or(high, i32x4.splat(cell >> 1)));
      const counted = i32x4.add(i32x4.shr_u(word0, 8), i32x4.splat(1));
      const u = f32x4.mul(f32x4.convert_i32x4_s(counted), f32x4.splat(TO_UNIT));
      const turns = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word1, 8)), f32x4.splat(TO_UNIT));
      const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), log(u)));
      const quadrant = quadrantOf(turns);
      const r = remainderOf(turns, quadrant);
      const square = f32x4.mul(r, r);
      const sin = sinWithin(r, square);
      const cos = cosWithin(square);
      // An odd quadrant exchanges sine and cosine; the signs follow from the quadrant's second bit.
      const odd = i32x4.neg(v128.and(quadrant, i32x4.splat(1)));
      const sinSign = i32x4.shl(v128.and(quadrant, i32x4.splat(2)), 30);
      const cosSign = i32x4.shl(v128.and(i32x4.add(quadrant, i32x4.splat(1)), i32x4.splat(2)), 30);
      const sine = v128.xor(v128.bitselect(cos, sin, odd), sinSign);
      const cosine = v128.xor(v128.bitselect(sin, cos, odd), cosSign);
      v128.store(out, f32x4.mul(scales, f32x4.mul(radius, cosine)));
      if (cell + 1 < cells) v128.store(out, f32x4.mul(scales, f32x4.mul(radius, sine)), 16);
      out += 32;
    }
    if (cells & 1) out -= 16;
  }
}

/**
 * Writes the initial states low + width·u of replicates `replicate` … `replicate + 3`.
 *
 * @param out f32 `[cell][lane]`
 */
export function drawInitialStates(
  out: usize,
  cells: i32,
  low: f32,
  width: f32,
  k0: i32,
  k1: i32,
  replicate: i32,
): void {
  const lanes = replicateLanes(replicate);
  for (let cell = 0; cell < cells; cell++) {
    block(k0, k1, i32x4.splat(cell), lanes);
    const half = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(word0, 8)), f32x4.splat(0.5));
    const u = f32x4.mul(half, f32x4.splat(TO_UNIT));
    v128.store(out, f32x4.add(f32x4.splat(low), f32x4.mul(f32x4.splat(width), u)));
    out += 16;
  }
}
