import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "#engine/index.js";
import { refusal } from "../../support/refusal.js";

const LIMITS = { depth: 5, values: 100 };

describe("JSON from a file", () => {
  it("within the limits is what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text, { depth: 5, values: 10_000 })).toEqual(JSON.parse(text));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("is refused before it is parsed when it nests too deeply or holds too many values", () => {
    expect(refusal(() => parseJson("[".repeat(6), LIMITS))).toBe("codec.malformed");
    expect(refusal(() => parseJson("[".repeat(10_000_000), LIMITS))).toBe("codec.malformed");
    expect(refusal(() => parseJson(`[${"1,".repeat(100)}1]`, LIMITS))).toBe("codec.malformed");
    expect(refusal(() => parseJson(`[${"[],".repeat(100)}1]`, LIMITS))).toBe("codec.malformed");
  });

  it("does not count what stands in strings", () => {
    expect(parseJson('["[[[[[[[[[[,,,,\\"[[[[[["]', LIMITS)).toEqual(['[[[[[[[[[[,,,,"[[[[[[']);
  });

  it.each(["", "{", '"', '"\\', "nul", "[1,]", "]"])("that is `%s` is refused", (text) => {
    expect(refusal(() => parseJson(text, LIMITS))).toBe("codec.malformed");
  });
});
