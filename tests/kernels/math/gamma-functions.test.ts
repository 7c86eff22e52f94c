import { describe, expect, it } from "vitest";
import { digamma, logRisingFactorial, trigamma, trigammaDeficit } from "#kernels/math/gamma-functions.js";

const FUNCTIONS = { digamma, trigamma, trigammaDeficit };

/** [x, f(x) rounded to f64], made with mpmath 1.4.1 at 60 digits: `psi(0, x)`, `psi(1, x)`, `1 - x*psi(1, x + 1)`. */
const REFERENCE: Record<keyof typeof FUNCTIONS, [x: number, y: number][]> = {
  digamma: [
    [1e-300, -9.999999999999999e299],
    [1e-10, -10000000000.577215],
    [0.001, -1000.5755719318103],
    [0.5, -1.9635100260214235],
    [1, -0.5772156649015329],
    [1.4616321449683623, -9.241265521729427e-17],
    [2, 0.42278433509846713],
    [2.5, 0.7031566406452432],
    [9.999, 2.2516474172057355],
    [10, 2.251752589066721],
    [33.75, 3.504092449344498],
    [1e6, 13.815510057964191],
    [1e30, 69.07755278982137],
  ],
  trigamma: [
    [1e-100, 1e200],
    [1e-10, 1e20],
    [0.001, 1000001.6425331958],
    [0.5, 4.934802200544679],
    [1, 1.6449340668482264],
    [2.5, 0.49035775610023485],
    [9.999, 0.10517738667672887],
    [10, 0.10516633568168575],
    [33.75, 0.03007292172736044],
    [1e6, 1.0000005000001667e-6],
    [1e30, 9.999999999999999e-31],
  ],
  trigammaDeficit: [
    [0, 1],
    [1e-10, 0.9999999998355066],
    [0.5, 0.5325988997276604],
    [1, 0.35506593315177354],
    [7.03, 0.06776481868474037],
    [9.999, 0.048341311619488056],
    [10, 0.04833664318314254],
    [1000, 0.0004998333333666666],
    [1e12, 4.999999999998334e-13],
    [1e100, 5e-101],
  ],
};

/** [x, n, ln Γ(x + n) − ln Γ(x)], the same way. */
const RISING: [x: number, n: number, y: number][] = [
  [1, 0, 0],
  [1, 1, 0],
  [1, 2, 0.6931471805599453],
  [1, 20, 42.335616460753485],
  [1, 100000, 1051299.2218991218],
  [0.5, 3, 0.6286086594223741],
  [1e-10, 5, -19.847797099384177],
  [3.25, 7, 12.432221740367321],
  [12.5, 1000, 5972.904605894255],
  [1e30, 1000, 69077.55278982138],
  [1e15, 3, 103.61632918473205],
  [9.99, 1, 2.301584592660462],
  [2000.5, 250, 1915.237447427198],
];

/** Relative where |ψ| is above 1, absolute around its zero; relative for the others; as the doc comments promise. */
const BOUNDS = { digamma: 2e-15, trigamma: 2e-15, trigammaDeficit: 1e-14 };

describe.each(Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[])("%s", (name) => {
  it.each(REFERENCE[name])("is right to its bound at %d", (x, y) => {
    const scale = name === "digamma" ? Math.max(1, Math.abs(y)) : Math.abs(y);
    expect(Math.abs(FUNCTIONS[name](x) - y)).toBeLessThanOrEqual(BOUNDS[name] * scale);
  });
});

describe("gamma functions", () => {
  it.each(RISING)("have the logarithm of %d · … with %d factors", (x, n, y) => {
    const scale = (n + 1) * Math.max(1, Math.abs(Math.log(x)), Math.log(x + n));
    expect(Math.abs(logRisingFactorial(x, n) - y)).toBeLessThanOrEqual(4e-16 * scale);
  });

  it("keep the differences of digamma over whole steps, which the entropy estimators live on", () => {
    for (const x of [0.25, 1, 7.5, 9.75, 1000]) {
      // ψ(x + 1) − ψ(x) = 1/x exactly; each ψ may be off by 2e-15 of max(1, |ψ|).
      const tolerance = 4e-15 * Math.max(1, Math.abs(digamma(x)), Math.abs(digamma(x + 1)));
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThanOrEqual(tolerance);
    }
  });

  it("are not defined for arguments that are not positive", () => {
    for (const f of [digamma, trigamma]) {
      expect(f(0)).toBeNaN();
      expect(f(-0.5)).toBeNaN();
      expect(f(NaN)).toBeNaN();
    }
  });
});
