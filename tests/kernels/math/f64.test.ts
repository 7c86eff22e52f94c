import { describe, expect, it } from "vitest";
import { exp, expm1, horner, log, log1p, log2, sigmoid } from "#kernels/math/f64.js";

const FUNCTIONS = { log, log2, log1p, exp, expm1, sigmoid };

/** Units in the last place, as the doc comments promise. */
const BOUNDS = { log: 1.5, log2: 2, log1p: 3, exp: 1, expm1: 3, sigmoid: 3 };

/** [x, f(x) rounded to f64], made with mpmath 1.4.1 at 60 digits: `repr(float(mpmath.log(mpf(x))))` and so on. */
const REFERENCE: Record<keyof typeof FUNCTIONS, [x: number, y: number][]> = {
  log: [
    [5e-324, -744.4400719213812],
    [1e-310, -713.8013788281542],
    [2.2250738585072014e-308, -708.3964185322641],
    [1e-300, -690.7755278982137],
    [0.1, -2.3025850929940455],
    [0.7071067811865475, -0.34657359027997275],
    [0.7071067811865476, -0.3465735902799726],
    [0.9999999999999999, -1.1102230246251565e-16],
    [1.0000000000000002, 2.2204460492503128e-16],
    [1.4142135623730951, 0.3465735902799727],
    [2, 0.6931471805599453],
    [3, 1.0986122886681098],
    [10, 2.302585092994046],
    [12345.678, 9.421061321291832],
    [1e300, 690.7755278982137],
    [1.7976931348623157e308, 709.782712893384],
  ],
  log2: [
    [5e-324, -1074],
    [1e-310, -1029.7977094150824],
    [1e-300, -996.5784284662087],
    [0.1, -3.321928094887362],
    [0.7071067811865475, -0.5000000000000001],
    [0.9999999999999999, -1.6017132519074588e-16],
    [1.0000000000000002, 3.203426503814917e-16],
    [1.4142135623730951, 0.5000000000000001],
    [3, 1.584962500721156],
    [10, 3.321928094887362],
    [12345.678, 13.59171844813855],
    [1e300, 996.5784284662087],
    [1.7976931348623157e308, 1024],
  ],
  log1p: [
    [-0.9999999999999999, -36.7368005696771],
    [-0.5, -0.6931471805599453],
    [-1e-5, -1.0000050000333337e-5],
    [1e-300, 1e-300],
    [1e-17, 1e-17],
    [1e-9, 9.999999995e-10],
    [0.001, 0.0009995003330835331],
    [0.5, 0.4054651081081644],
    [1, 0.6931471805599453],
    [123.456, 4.823952239784821],
    [1e30, 69.07755278982137],
  ],
  exp: [
    [-745, 5e-324],
    [-720.5, 1.2326102893e-313],
    [-708.4, 2.217119081664265e-308],
    [-30, 9.357622968840175e-14],
    [-1, 0.36787944117144233],
    [-1e-10, 0.9999999999],
    [1e-17, 1],
    [0.3465735902799726, 1.414213562373095],
    [1, 2.718281828459045],
    [2.5, 12.182493960703473],
    [100.25, 3.451610733125924e43],
    [709.78, 1.7928227943945155e308],
  ],
  expm1: [
    [-100, -1],
    [-39.5, -1],
    [-1, -0.6321205588285577],
    [-0.3466, -0.2929118930589812],
    [-1e-10, -9.999999999500001e-11],
    [1e-20, 1e-20],
    [1e-5, 1.0000050000166668e-5],
    [0.3466, 0.41425091185052865],
    [1, 1.7182818284590453],
    [20.5, 799902176.4755054],
    [50, 5.184705528587072e21],
    [700, 1.0142320547350045e304],
  ],
  sigmoid: [
    [-740, 4.2e-322],
    [-40, 4.248354255291589e-18],
    [-3.5, 0.02931223075135632],
    [-1e-9, 0.49999999975],
    [0, 0.5],
    [2.5, 0.9241418199787564],
    [36, 0.9999999999999998],
    [50, 1],
  ],
};

const view = new DataView(new ArrayBuffer(8));

/** How many f64 numbers lie between a and b, of the same sign. */
function ulps(a: number, b: number): number {
  view.setFloat64(0, a);
  const bits = view.getBigInt64(0);
  view.setFloat64(0, b);
  return Math.abs(Number(bits - view.getBigInt64(0)));
}

/** FNV-1a over the bits of numbers. */
function fingerprint(numbers: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const x of numbers) {
    view.setFloat64(0, x);
    for (let byte = 0; byte < 8; byte++) hash = Math.imul(hash ^ view.getUint8(byte), 0x01000193) >>> 0;
  }
  return hash;
}

describe.each(Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[])("%s in f64", (name) => {
  it.each(REFERENCE[name])("is right to its bound at %d", (x, y) => {
    // The reference itself is rounded by up to half a unit, so a result within the bound is at most this far off.
    expect(ulps(FUNCTIONS[name](x), y)).toBeLessThanOrEqual(Math.floor(BOUNDS[name] + 0.5));
  });

  it("passes NaN on", () => {
    expect(FUNCTIONS[name](NaN)).toBeNaN();
  });
});

describe("elementary functions in f64", () => {
  it("take the logarithm of a power of two to base 2 exactly, subnormals included", () => {
    for (let k = -1074, x = 5e-324; k < 1024; k++, x *= 2) expect(log2(x)).toBe(k);
  });

  it("have the limits of the logarithm at 0, below and at infinity", () => {
    for (const f of [log, log2]) {
      expect(f(0)).toBe(-Infinity);
      expect(f(-0)).toBe(-Infinity);
      expect(f(-1)).toBeNaN();
      expect(f(-Infinity)).toBeNaN();
      expect(f(Infinity)).toBe(Infinity);
      expect(f(1)).toBe(0);
    }
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-1.5)).toBeNaN();
    expect(log1p(Infinity)).toBe(Infinity);
  });

  it("have the limits of the exponential beyond the range of f64", () => {
    expect(exp(710)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(expm1(-Infinity)).toBe(-1);
    expect(expm1(Infinity)).toBe(Infinity);
    expect(sigmoid(-Infinity)).toBe(0);
    expect(sigmoid(Infinity)).toBe(1);
  });

  it("are monotonic where a polynomial takes over from its neighbour", () => {
    const edges = [Math.SQRT1_2, Math.SQRT2, 2 * Math.SQRT2];
    for (const edge of edges) {
      let [below, above] = [-Infinity, -Infinity];
      for (let i = -200; i <= 200; i++) {
        const x = edge * (1 + i * 1e-12);
        expect(log(x)).toBeGreaterThanOrEqual(below);
        expect(log2(x)).toBeGreaterThanOrEqual(above);
        [below, above] = [log(x), log2(x)];
      }
    }
  });

  it("evaluate a polynomial by Horner's rule", () => {
    expect(horner([1, -2, 3], 2)).toBe(1 - 4 + 12);
  });

  it("give the bits they gave when they were recorded", () => {
    const grid = Array.from({ length: 20000 }, (_, i) => (i + 1) / 128);
    const bits = Object.fromEntries(
      Object.entries(FUNCTIONS).map(([name, f]) => [
        name,
        fingerprint(grid.map((x) => f(name.startsWith("log") ? x : x - 80))),
      ]),
    );
    // Recorded from this module on x86-64, Node 20.20; no other machine may differ.
    expect(bits).toEqual({
      exp: 1254516827,
      expm1: 1030535910,
      log: 4038368030,
      log1p: 3259478008,
      log2: 2993771203,
      sigmoid: 4011894197,
    });
  });
});
