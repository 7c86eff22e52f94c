import { describe, expect, it } from "vitest";
import { fitTanh, parseRegulator, regulationOf, zerosOf } from "#engine/index.js";
import { refusal } from "../../support/refusal.js";

describe("fitTanh", () => {
  it.each([
    [1, 5, 0.5],
    [3, 25, 0.2],
    [0.4, 2, 0.9],
    [-2, 8, 0.6],
  ])("finds −%d·tanh(%d·(s̄ − %d)) again", (amplitude, gain, centre) => {
    const fit = fitTanh((x) => -amplitude * Math.tanh(gain * (x - centre)));
    expect(fit).not.toBeNull();
    expect(fit!.residual).toBeLessThan(1e-9);
    expect(fit!.amplitude).toBeCloseTo(amplitude, 6);
    expect(fit!.gain).toBeCloseTo(gain, 5);
    expect(fit!.centre).toBeCloseTo(centre, 6);
  });

  it("has nothing to say of a function that is 0 or not finite", () => {
    expect(fitTanh(() => 0)).toBeNull();
    expect(fitTanh(() => NaN)).toBeNull();
  });
});

describe("zerosOf", () => {
  it("finds where f changes sign and says which zeros are stable", () => {
    const zeros = zerosOf((x) => (x - 0.2) * (x - 0.55) * (0.9 - x));
    expect(zeros.map(({ stable }) => stable)).toEqual([true, false, true]);
    [0.2, 0.55, 0.9].forEach((at, i) => {
      expect(zeros[i]!.at).toBeCloseTo(at, 9);
    });
  });

  it("finds none where f only touches 0, is 0 throughout or not a number", () => {
    expect(zerosOf((x) => (x - 0.5) * (x - 0.5))).toEqual([]);
    expect(zerosOf(() => 0)).toEqual([]);
    expect(zerosOf(() => NaN)).toEqual([]);
  });
});

describe("parseRegulator", () => {
  it("makes the network of a tanh, with defaults, and of zero", () => {
    const { hidden, genome } = parseRegulator("tanh:gain=10,centre=0.25")!;
    const f = regulationOf(hidden, genome);
    // The f32 tanh is right to 3.4e-7.
    for (const x of [0, 0.25, 0.5, 1]) expect(f(x)).toBeCloseTo(-Math.tanh(10 * (x - 0.25)), 5);
    expect(f(0.25)).toBeCloseTo(0, 9);
    const zero = parseRegulator("zero")!;
    expect(regulationOf(zero.hidden, zero.genome)(0.3)).toBeCloseTo(0, 12);
  });

  it.each([
    "toString=5",
    "constructor=1,__proto__=2",
    "gain=1=5",
    "gain=1,gain=2",
    "gain=",
    "gain=1e400",
    "gain",
  ])("refuses %s", (parameters) => {
    expect(refusal(() => parseRegulator(`tanh:${parameters}`))).toBe("regulator.invalid");
  });

  it("leaves anything else to be a file", () => {
    expect(parseRegulator("runs/zero")).toBeUndefined();
  });
});
