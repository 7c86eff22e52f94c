import { describe, expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import { key } from "#kernels/index.js";
import { evaluateNetwork, networkDerivative } from "#kernels/models/regulated/network.js";
import { regulated } from "#kernels/models/models.js";
import { tanhGenome } from "../batches.js";

const POINTS = Array.from({ length: 33 }, (_, i) => i / 32);

describe("the derivative of a regulatory network", () => {
  it("is that of −tanh(5(s̄ − ½)), which is known", () => {
    for (const x of POINTS) {
      const expected = -5 / Math.cosh(5 * (x - 0.5)) ** 2;
      // tanh in f32 is off by up to 2⁻²³, so 1 − tanh² by 2.4e-7, of which there are five.
      expect(Math.abs(networkDerivative([1], tanhGenome(1, 5, 0.5), x) - expected)).toBeLessThan(1.3e-6);
    }
  });

  it.each([[[8, 8, 8]], [[5, 9]], [[1]], [[]]])("is what differences come to: hidden layers %j", (hidden) => {
    const genome = lecunNormal(hidden, key(17));
    const f = (x: number): number => evaluateNetwork(hidden, genome, Math.fround(x));
    const difference = (x: number, h: number): number => (f(x + h) - f(x - h)) / (2 * h);
    const h = 1 / 64;
    for (const x of POINTS) {
      const [fine, coarse] = [difference(x, h), difference(x, 2 * h)];
      // A central difference errs by f‴h²/6, a third of what halving h changes; f itself by the roundings of its sums:
      // three layers of up to nine terms of about 1, 6e-8 each, in either value, over 2h.
      const roundings = (2 * 27 * 6e-8) / (2 * h);
      expect(Math.abs(networkDerivative(hidden, genome, x) - fine)).toBeLessThan(
        Math.abs(coarse - fine) + roundings,
      );
    }
  });

  it("is that of the model's drift, which does not read a cell's own state", () => {
    const spec = {
      name: "regulated",
      noiseStrength: 0,
      thresholds: [],
      hidden: [5, 9],
      evaluation: "table",
    } as const;
    const genome = lecunNormal(spec.hidden, key(18));
    const neighbours = networkDerivative(spec.hidden, genome, 0.3);
    expect(regulated.driftDerivative(spec, genome)(0.9, 0.3)).toEqual({ self: 0, neighbours });
    expect(regulated.drift(spec, genome)(0.9, 0.25)).toBe(evaluateNetwork(spec.hidden, genome, 0.25));
  });
});
