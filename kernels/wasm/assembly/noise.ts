/**
 * Random numbers of a block of four replicates, one a lane; see kernels/random/normal.ts.
 *
 * Noise is made in place, in two passes over a chunk: first the words of every block of the generator, then
 * their normals. Each pass is a loop of short, independent iterations, which a processor overlaps; in one
 * pass an iteration, some 200 instructions of long dependence, would be too long for that.
 */
import { cosWithin, minusTwoLogOfUnits, sinWithin, unit } from "./math-f32";
import { encryptTwoRows, expandKey } from "./threefry2x32";

// @ts-ignore: decorator
@inline
function replicateLanes(replicate: i32): v128 {
  return i32x4.add(i32x4.splat(replicate), i32x4(0, 1, 2, 3));
}

/**
 * Writes scale·ξ for `steps` steps from `firstStep`, every cell, replicates `replicate` … `replicate + 3`.
 *
 * @param out f32 `[step][cell][lane]`, with room for an even number of steps of one cell more
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
  const pairs = (cells + 1) >> 1;
  const rowBytes = (<usize>pairs) << 5;
  const high = i32x4.shl(replicateLanes(replicate), 11);
  let row = out;
  expandKey(k0, k1);
  for (let step = firstStep, end = firstStep + steps; step < end; step += 2) {
    encryptTwoRows(row, pairs, i32x4.splat(step), high);
    row += 2 * rowBytes;
  }
  normalsFromWords(out, cells, steps, scale);
}

/**
 * Box and Muller's transform of words u32 `[step][pair][word][lane]` into scale·ξ, f32 `[step][cell][lane]`, in
 * place: a pair is read before anything is written past its beginning. The sine that an odd number of cells
 * has no use for is overwritten by the next step.
 */
function normalsFromWords(at: usize, cells: i32, steps: i32, scale: f32): void {
  const scales = f32x4.splat(scale);
  const oneBit = i32x4.splat(1);
  const eighthTurn = i32x4.splat(1 << 29);
  const quarterTurn = i32x4.splat(1 << 30);
  const signBit = i32x4.splat(1 << 31);
  const rowBytes = (<usize>cells) << 4;
  let words = at;
  let row = at;
  for (let step = 0; step < steps; step++) {
    for (let out = row, end = row + rowBytes; out < end; out += 32) {
      const counted = i32x4.add(i32x4.shr_u(v128.load(words), 8), oneBit);
      const radius = f32x4.sqrt(minusTwoLogOfUnits(f32x4.convert_i32x4_s(counted)));
      // The angle's remainder from the nearest quarter turn, exactly, is what two bits less leave of it, signed.
      const angle = v128.load(words, 16);
      const r = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(angle, 2), 10)), unit());
      const square = f32x4.mul(r, r);
      const sin = sinWithin(r, square);
      const cos = cosWithin(square);
      // Its two highest bits, rounded, are the quadrant: an odd one exchanges sine and cosine, the signs follow.
      const rounded = i32x4.add(angle, eighthTurn);
      const odd = i32x4.shr_s(i32x4.shl(rounded, 1), 31);
      const exchange = v128.and(v128.xor(sin, cos), odd);
      const sine = v128.xor(v128.xor(sin, exchange), v128.and(rounded, signBit));
      const cosine = v128.xor(v128.xor(cos, exchange), v128.and(i32x4.add(rounded, quarterTurn), signBit));
      v128.store(out, f32x4.mul(scales, f32x4.mul(radius, cosine)));
      v128.store(out, f32x4.mul(scales, f32x4.mul(radius, sine)), 16);
      words += 32;
    }
    row += rowBytes;
  }
}

/**
 * Writes the initial states low + width·u of replicates `replicate` … `replicate + 3`.
 *
 * @param out f32 `[cell][lane]`, with room for three cells more
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
  expandKey(k0, k1);
  for (let cell = 0; cell < cells; cell += 2) {
    encryptTwoRows(out, 1, i32x4.splat(cell), lanes);
    const first = initialStates(v128.load(out), low, width);
    const second = initialStates(v128.load(out, 32), low, width);
    v128.store(out, first);
    v128.store(out, second, 16);
    out += 32;
  }
}

/** low + width·u of four words. */
// @ts-ignore: decorator
@inline
function initialStates(words: v128, low: f32, width: f32): v128 {
  const half = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(words, 8)), f32x4.splat(0.5));
  return f32x4.add(f32x4.splat(low), f32x4.mul(f32x4.splat(width), f32x4.mul(half, unit())));
}
