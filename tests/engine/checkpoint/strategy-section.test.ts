import { describe, expect, it } from "vitest";
import { packSections, unpackSection } from "#engine/checkpoint/sections.js";
import {
  strategySection,
  strategySectionSchema,
  strategyStateOf,
} from "#engine/checkpoint/strategy-section.js";
import type { StrategyState } from "#engine/index.js";
import { refusal } from "../../support/refusal.js";

/** Of a search that keeps a mean, a covariance and a path instead of a population. */
const STATE: StrategyState = {
  name: "covariance",
  generation: 12,
  arrays: {
    mean: { shape: [3], data: Float64Array.of(0.1, -0, 5e-324) },
    covariance: { shape: [3, 3], data: Float64Array.from({ length: 9 }, (_, i) => 1 / (i + 1)) },
    path: { shape: [2, 1, 2], data: Float32Array.of(NaN, Infinity, -1e-45, 0.1) },
    archive: { shape: [0, 3], data: new Float64Array(0) },
  },
  numbers: { stepSize: 0.3, best: -Infinity, last: NaN, restarts: 2 },
};

function bytesOf(state: StrategyState): Uint8Array {
  return packSections([strategySection(state)])[0]!;
}

function read(bytes: Uint8Array): StrategyState {
  return strategyStateOf(unpackSection(bytes, "strategy", strategySectionSchema));
}

describe("the section of a strategy", () => {
  it("carries any strategy's arrays and numbers, to the last bit", () => {
    const back = read(bytesOf(STATE));
    expect(back).toEqual(STATE);
    expect(bytesOf(back)).toEqual(bytesOf(STATE));
    for (const [name, { data }] of Object.entries(STATE.arrays)) {
      const copy = back.arrays[name]!.data;
      expect(new Uint8Array(copy.buffer)).toEqual(new Uint8Array(data.buffer));
    }
  });

  it("carries arrays that are views into others", () => {
    const data = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
    expect(read(bytesOf({ ...STATE, arrays: { mean: { shape: [2], data } } })).arrays["mean"]!.data).toEqual(
      Float64Array.of(2, 3),
    );
  });

  it("whose array does not have the size of its shape is refused", () => {
    for (const shape of [[4], [3, 2], [], [2 ** 52, 3]]) {
      const arrays = { mean: { shape, data: new Float64Array(3) } };
      expect(refusal(() => read(bytesOf({ ...STATE, arrays })))).toBe("checkpoint.damaged");
    }
  });
});
