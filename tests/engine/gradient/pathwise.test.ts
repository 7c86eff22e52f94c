import { describe, expect, it } from "vitest";
import { key, loadKernels, normals } from "#kernels/index.js";
import { FATE_DERIVATIVES, pathwiseUtility, type SoftSettings } from "#engine/gradient/pathwise.js";

await loadKernels();

const SHAPE = { replicates: 9, cells: 4 };

/** States around ½, some far enough off to saturate partly. */
function statesOf(seed: number): Float64Array {
  const draws = normals(key(seed), SHAPE.replicates * SHAPE.cells);
  return Float64Array.from(draws, (z) => Math.min(1, Math.max(0, 0.5 + 0.2 * z)));
}

describe("the adjoint of the final states", () => {
  it.each([[[0.5]], [[0.3, 0.6]]])(
    "is the derivative of the soft utility by each state, thresholds %j",
    (thresholds) => {
      const settings: SoftSettings = { fates: "sigmoid", steepness: 7, bandwidth: 0.5 };
      const states = statesOf(1);
      const { adjoint } = pathwiseUtility(states, SHAPE, thresholds, settings);
      // Central differences with h = 1e-5 are off by O(h²) = 1e-10 times the third derivative, here of the order of 10²,
      // and by rounding, 1e-16 / h = 1e-11.
      const h = 1e-5;
      const moved = (i: number, by: number): number => {
        const other = states.slice();
        other[i]! += by;
        return pathwiseUtility(other, SHAPE, thresholds, settings).utility;
      };
      states.forEach((_, i) => {
        expect(Math.abs((moved(i, h) - moved(i, -h)) / (2 * h) - adjoint[i]!)).toBeLessThan(1e-7);
      });
    },
  );

  it("has the derivative of the sigmoid on hard fates, and that of the state, where it is told so", () => {
    const states = statesOf(2);
    const soft = { steepness: 7, bandwidth: 0.5 };
    const identity = pathwiseUtility(states, SHAPE, [0.5], { ...soft, fates: "straight-through" });
    const sigmoid = pathwiseUtility(states, SHAPE, [0.5], { ...soft, fates: "straight-through-sigmoid" });
    expect(sigmoid.utility).toBe(identity.utility);
    sigmoid.adjoint.forEach((slope, i) => {
      const z = 1 / (1 + Math.exp(-7 * (states[i]! - 0.5)));
      // Both are products of a few numbers of f64.
      expect(Math.abs(slope - identity.adjoint[i]! * 7 * z * (1 - z))).toBeLessThan(1e-14);
    });
  });

  it("is finite whatever the fates, though all cells have the same one", () => {
    for (const fates of FATE_DERIVATIVES) {
      const settings = { fates, steepness: 7, bandwidth: 0.05 };
      const { adjoint } = pathwiseUtility(new Float64Array(36), SHAPE, [0.5], settings);
      expect(adjoint.every(Number.isFinite), fates).toBe(true);
    }
  });

  it("reads .190931 of thresholded fates that are all off, however far off the states are", () => {
    for (const state of [0, 0.2, 0.49]) {
      const states = new Float64Array(36).fill(state);
      const settings = { fates: "thresholded", steepness: 7, bandwidth: 0.5 } as const;
      // As recorded: six digits.
      expect(pathwiseUtility(states, SHAPE, [0.5], settings).utility).toBeCloseTo(0.190931, 6);
    }
  });
});
