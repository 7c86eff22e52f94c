import { describe, expect, test } from "vitest";

import { log, sinCosTurns, tanh } from "#kernels/math/f32.js";

const UNITS = 0x1000000;
/** Half a unit in the last place of an f32 in [½, 1]. */
const ROUNDING = 2 ** -25;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The f32 whose bits are `word`. */
function fromBits(word: number): number {
  bits[0] = word;
  return float[0]!;
}

/** The largest of `error(input)` over the inputs `from`, `from + stride`, … < `to`. */
function worst(from: number, to: number, stride: number, error: (input: number) => number): number {
  let largest = 0;
  for (let input = from; input < to; input += stride) {
    const e = error(input);
    if (!(e <= largest)) largest = e;
  }
  return largest;
}

describe("log", () => {
  const relative = (x: number): number => Math.abs(log(x) / Math.log(x) - 1);

  test("is within 1.2e-7 of the result on every number that the generator takes it of", () => {
    // The error it documents, one unit in the last place. The logarithm of 1 is 0 and exact.
    expect(worst(1, UNITS, 1, (k) => relative(k / UNITS))).toBeLessThan(1.2e-7);
    expect(log(1)).toBe(0);
  });

  test("is as close on all positive normal f32 numbers", () => {
    expect(worst(0x00800000, 0x7f800000, 30_011, (word) => relative(fromBits(word)))).toBeLessThan(1.2e-7);
  });
});

describe("sinCosTurns", () => {
  test("is within 2⁻²³ of sine and cosine on every angle that the generator draws", () => {
    // Rounding the result costs up to 3e-8, the two operations before it as much together, the fit 3.9e-8.
    const error = (k: number): number => {
      const [sin, cos] = sinCosTurns(k / UNITS);
      const angle = (2 * Math.PI * k) / UNITS;
      return Math.max(Math.abs(sin - Math.sin(angle)), Math.abs(cos - Math.cos(angle)));
    };
    expect(worst(0, UNITS, 1, error)).toBeLessThan(2 ** -23);
  });

  test("keeps sine and cosine on the unit circle", () => {
    // The gradient of s² + c² has length 2, and s and c may both be off: 2√2 times the error above.
    const error = (k: number): number => {
      const [sin, cos] = sinCosTurns(k / UNITS);
      return Math.abs(sin * sin + cos * cos - 1);
    };
    expect(worst(0, UNITS, 1, error)).toBeLessThan(3.4e-7);
  });

  test.each([
    [0, 0, 1],
    [0.25, 1, 0],
    [0.5, 0, -1],
    [0.75, -1, 0],
    [1, 0, 1],
  ])("is exact at %d turns", (turns, sin, cos) => {
    expect(sinCosTurns(turns).map((value) => value + 0)).toEqual([sin, cos]);
  });
});

describe("tanh", () => {
  const relative = (word: number): number => {
    const x = fromBits(word);
    return Math.abs(tanh(x) / Math.tanh(x) - 1);
  };

  test("is within 3.7e-7 of the result from the smallest normal number to 9 and beyond", () => {
    bits[0] = 0;
    float[0] = 20;
    expect(worst(0x00800000, bits[0], 4001, relative)).toBeLessThan(3.7e-7);
    // Every number where it bends: 2⁻⁶ … 16. (The largest error, 3.63e-7, is there.)
    expect(worst(0x3c800000, 0x41800000, 1, relative)).toBeLessThan(3.7e-7);
  });

  test("is odd, bit for bit", () => {
    for (let word = 0; word < 0x7f800000; word += 300_007) {
      expect(Object.is(tanh(fromBits(word | 0x80000000)), -tanh(fromBits(word)))).toBe(true);
    }
  });

  test("is within one rounding of ±1 at infinity, and NaN for NaN", () => {
    expect(Math.abs(tanh(Infinity) - 1)).toBeLessThanOrEqual(2 * ROUNDING);
    expect(tanh(-Infinity)).toBe(-tanh(Infinity));
    expect(tanh(NaN)).toBeNaN();
  });
});
