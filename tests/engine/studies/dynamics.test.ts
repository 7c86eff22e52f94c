import { describe, expect, it } from "vitest";
import { withDefects } from "#engine/studies/dynamics/annealing.js";
import { meanAtWall, orderOf, varianceInside } from "#engine/studies/dynamics/convergence.js";

/** Moments whose error is exactly `dt` to the power `power`, of an exact value of 1. */
function steps(power: number): Parameters<typeof orderOf>[1] {
  return [0.08, 0.04, 0.02, 0.01].map((dt) => {
    const moment = 1 + Math.pow(dt, power);
    return { dt, moment, standardError: 0.001, predicted: moment };
  });
}

describe("the study of the dynamics", () => {
  it.each([0.5, 1, 2])("finds the order %d of errors that have it", (power) => {
    // Rounding of the moments is 1e-16 of errors down to 1e-4, and the logarithm's slope is over a range of 2.
    expect(Math.abs(orderOf(1, steps(power)).order - power)).toBeLessThan(1e-10);
  });

  it("has a scheme whose error is of order 1 inside and ½ at a wall", () => {
    const local = (moment: (dt: number) => number): number =>
      Math.log2((moment(2e-8) - moment(0)) / (moment(1e-8) - moment(0)));
    // What the next term adds is dt·5/2 inside and √dt/(4·0.58·0.3) at the wall, both below 0.002 here.
    expect(Math.abs(local(varianceInside) - 1)).toBeLessThan(0.002);
    expect(Math.abs(local(meanAtWall) - 0.5)).toBeLessThan(0.002);
  });

  it("shows replicates that have two equal neighbours at a time", () => {
    const states = Float32Array.of(0, 1, 0, /**/ 0, 1, 0, /* the next */ 0, 1, 0, /**/ 0, 0.75, 1);
    const all = { cells: 3, replicates: 2, times: [0, 1], states };
    expect(withDefects(all, 1, 4)).toEqual({ ...all, replicates: 1, states: states.subarray(6) });
    expect(withDefects(all, 0, 4).replicates).toBe(0);
  });
});
