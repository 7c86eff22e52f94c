import { describe, expect, it } from "vitest";
import { visitedAverages } from "#engine/index.js";
import { refusal } from "../../support/refusal.js";

describe("visitedAverages", () => {
  it("is the share of frames and cells whose neighbours' average lies in each bin", () => {
    // On an open line of 3 the ends see the middle, the middle the mean of both ends; two frames.
    const states = Float32Array.of(0.25, 0.5, 0.75, 1, 0, 0.5);
    // s̄: 0.5, 0.5, 0.5 and 0, 0.75, 0.
    const shares = visitedAverages(states, { connectivity: "open", cells: 3 }, 4);
    expect(shares).toEqual([2 / 6, 0, 3 / 6, 1 / 6]);
  });

  it("counts an average of 1 in the last bin", () => {
    expect(visitedAverages(Float32Array.of(1, 1), { connectivity: "open", cells: 2 }, 10).at(-1)).toBe(1);
  });

  it("refuses states that are no whole frames, or none", () => {
    const lattice = { connectivity: "open", cells: 2 };
    for (const states of [Float32Array.of(0, 1, 0), new Float32Array()]) {
      expect(refusal(() => visitedAverages(states, lattice, 4))).toBe("argument.invalid");
    }
  });
});
