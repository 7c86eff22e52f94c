import { convertIndexedToRgb, decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { base64 } from "#engine/figures/base64.js";
import { imageUri } from "#engine/figures/cell-image.js";
import { CONTINUOUS } from "#engine/figures/library.js";

const PREFIX = "data:image/png;base64,";

describe("base64", () => {
  it("is what Node makes of bytes of any number", () => {
    for (let length = 0; length < 50; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length) % 256);
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }
  });
});

describe("imageUri", () => {
  it("has a pixel each value, from dark at 0 to bright at 1; what lies beyond is at the end", () => {
    const values = [
      [0, 1, NaN],
      [-2, 3, 0],
    ];
    const uri = imageUri({
      ...{ rows: 2, columns: 3, x: 0, x2: 1, y: 0, y2: 1 },
      valueAt: (row, column) => values[row]![column]!,
    });
    expect(uri.startsWith(PREFIX)).toBe(true);
    const png = decode(Buffer.from(uri.slice(PREFIX.length), "base64"));
    expect([png.width, png.height]).toEqual([3, 2]);
    const pixels = Buffer.from(convertIndexedToRgb(png)).toString("hex").match(/.{6}/g);
    const [dark, bright] = [CONTINUOUS[0], CONTINUOUS.at(-1)];
    expect(pixels?.map((pixel) => `#${pixel}`)).toEqual([dark, bright, dark, dark, bright, dark]);
  });
});
