import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, unpack } from "#engine/index.js";
import { checkMsgpack } from "#engine/codec/check-msgpack.js";
import { refusal } from "../../support/refusal.js";

const LIMITS = { depth: 4, values: 100, extensions: [0x74] };

describe("msgpack", () => {
  // msgpackr by default writes one byte an element and then stale memory.
  it("keeps typed arrays whole: their type, their length and every bit", () => {
    const arrays = {
      f32: Float32Array.of(1.5, -0, NaN, Infinity, 1e-45),
      f64: Float64Array.of(Math.PI, -0, NaN, 5e-324),
      u32: Uint32Array.of(0, 1, 0xffffffff),
      u8: Uint8Array.of(1, 2, 255),
      empty: new Float32Array(0),
      view: Float32Array.of(1, 2, 3, 4).subarray(1, 3),
    };
    const read = unpack(pack(arrays)) as typeof arrays;
    for (const name of ["f32", "f64", "u32", "empty", "view"] as const) {
      expect(read[name].constructor).toBe(arrays[name].constructor);
      expect([...read[name]]).toEqual([...arrays[name]]);
    }
    expect([...read.u8]).toEqual([1, 2, 255]);
    expect(Object.is(read.f32[1], -0)).toBe(true);
  });

  it("gives bytes of their own, which a transport may take away", () => {
    const [first, second] = [pack({ a: 1 }), pack({ a: 1 })];
    expect(first.buffer).not.toBe(second.buffer);
    expect(first.byteLength).toBe(first.buffer.byteLength);
  });

  it("reads back what JSON can hold", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), (value) => {
        // Keys named __proto__ are the one thing that is not kept: they are no part of any message.
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        expect(JSON.stringify(unpack(pack(value)))).toBe(JSON.stringify(value));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("is refused when it announces more than it has, whatever the width of the length", () => {
    for (const tag of [0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf]) {
      const bomb = Uint8Array.of(tag, 0xff, 0xff, 0xff, 0xff, 0x74);
      expect(
        refusal(() => unpack(bomb)),
        tag.toString(16),
      ).toBe("codec.malformed");
    }
  });

  it("is refused when nested too deeply, with too many values, unknown extensions or keys that are no strings", () => {
    const nested = Uint8Array.of(...new Uint8Array(5).fill(0x91), 0xc0);
    expect(refusal(() => checkMsgpack(nested, LIMITS))).toBe("codec.malformed");
    expect(refusal(() => checkMsgpack(nested.subarray(1), LIMITS))).toBeNull();
    const many = Uint8Array.of(0xdc, 0x00, 0x64, ...new Uint8Array(100).fill(0xc0));
    expect(refusal(() => checkMsgpack(many, LIMITS))).toBe("codec.malformed");
    expect(refusal(() => checkMsgpack(Uint8Array.of(0xd4, 0x01, 0x00), LIMITS))).toBe("codec.malformed");
    expect(refusal(() => checkMsgpack(Uint8Array.of(0x81, 0x01, 0x02), LIMITS))).toBe("codec.malformed");
    expect(refusal(() => checkMsgpack(Uint8Array.of(0xc0, 0xc0), LIMITS))).toBe("codec.malformed");
    expect(refusal(() => checkMsgpack(new Uint8Array(0), LIMITS))).toBe("codec.malformed");
  });

  it("cannot reach the prototype of anything", () => {
    const value = unpack(pack(JSON.parse('{"__proto__":{"polluted":true}}')));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
