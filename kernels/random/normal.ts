import { log, sinCosTurns } from "../math/f32.js";
import { checkInteger } from "../check.js";
import { checkKey, type Key, threefry2x32 } from "./threefry2x32.js";

const f32 = Math.fround;
const TO_UNIT = f32(1 / 0x1000000);

/**
 * Two independent standard normals from two words of 32 random bits (Box & Muller 1958), in f32:
 * u = ((w0 ⋙ 8) + 1)·2⁻²⁴, angle 2π·(w1 ⋙ 8)·2⁻²⁴, radius √(−2 ln u); the pair (radius·cos, radius·sin).
 * The tails end at ±5.77; the mass beyond is 8e-9.
 */
export function boxMuller(w0: number, w1: number): readonly [cosine: number, sine: number] {
  const u = f32(f32((w0 >>> 8) + 1) * TO_UNIT);
  const [sin, cos] = sinCosTurns(f32((w1 >>> 8) * TO_UNIT));
  const radius = f32(Math.sqrt(f32(-2 * log(u))));
  return [f32(radius * cos), f32(radius * sin)];
}

/** A uniform number in (0, 1] from 32 random bits: ((w ⋙ 8) + ½)·2⁻²⁴ in f32 (the half is lost above ½). */
export function uniform(word: number): number {
  return f32(f32((word >>> 8) + 0.5) * TO_UNIT);
}

/**
 * The standard normal ξ that moves `cell` of `replicate` at `step`: block (step, replicate·2¹¹ + ⌊cell/2⌋),
 * even cells the cosine, odd cells the sine. `cell` < 4096, `replicate` < 2²¹.
 */
export function noiseNormal(drawKey: Key, step: number, replicate: number, cell: number): number {
  const [w0, w1] = threefry2x32(drawKey, step, (replicate << 11) | (cell >> 1));
  return boxMuller(w0, w1)[(cell & 1) === 0 ? 0 : 1];
}

/** `count` standard normals of a drawing key: the pairs of the blocks (stream, 0), (stream, 1), … in order. @throws CellfateError `argument.invalid` */
export function normals(drawKey: Key, count: number, stream = 0): Float32Array {
  checkKey(drawKey, "drawKey");
  checkInteger(count, [0, 1 << 28], "count");
  checkInteger(stream, [0, 0xffffffff], "stream");
  const out = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const pair = boxMuller(...threefry2x32(drawKey, stream, i >> 1));
    out[i] = pair[0];
    if (i + 1 < count) out[i + 1] = pair[1];
  }
  return out;
}
