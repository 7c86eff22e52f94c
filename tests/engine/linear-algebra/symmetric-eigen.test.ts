import { describe, expect, it } from "vitest";
import { key, normals } from "#kernels/index.js";
import { apply, identity, multiply, symmetricFunction } from "#engine/linear-algebra/matrix.js";
import { symmetricEigen } from "#engine/linear-algebra/symmetric-eigen.js";

/** A symmetric matrix of normals. */
function symmetric(n: number, seed: number): Float64Array {
  const draws = normals(key(seed), n * n);
  return Float64Array.from(draws, (_, at) => draws[at]! + draws[(at % n) * n + Math.trunc(at / n)]!);
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const difference = (a: Float64Array, b: Float64Array): number => largest(a.map((value, i) => value - b[i]!));

function transposed(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % n) * n + Math.trunc(at / n)]!);
}

/** Matrices that methods of this kind have stumbled over. */
const MATRICES: readonly { readonly what: string; readonly n: number; readonly matrix: Float64Array }[] = [
  { what: "of one number", n: 1, matrix: Float64Array.of(-3) },
  { what: "of two rows", n: 2, matrix: Float64Array.of(1, 2, 2, 1) },
  { what: "that is diagonal", n: 4, matrix: identity(4).map((value, at) => value * (at + 1)) },
  { what: "of zeros", n: 5, matrix: new Float64Array(25) },
  { what: "of ones, n − 1 eigenvalues equal", n: 12, matrix: new Float64Array(144).fill(1) },
  {
    what: "with entries from 1e-12 to 1",
    n: 8,
    matrix: symmetric(8, 3).map((v, at) => v * 10 ** -((at % 8) + Math.trunc(at / 8) - 2)),
  },
  ...[3, 10, 97].map((n) => ({ what: `of ${n} × ${n} normals`, n, matrix: symmetric(n, n) })),
];

describe("the eigenvalues and eigenvectors of a symmetric matrix", () => {
  it.each(MATRICES)("$what give it back, the vectors at right angles and of length 1", ({ n, matrix }) => {
    const before = matrix.slice();
    const { values, vectors } = symmetricEigen(matrix, n);
    expect(matrix).toEqual(before);
    const scaled = vectors.map((value, at) => value * values[Math.trunc(at / n)]!);
    // Backward stable: a few n units in the last place of the largest element.
    const tolerance = 4 * n * 2 ** -52;
    expect(difference(multiply(transposed(vectors, n), scaled, n), matrix)).toBeLessThanOrEqual(
      tolerance * n * Math.max(largest(matrix), Number.MIN_VALUE),
    );
    expect(difference(multiply(vectors, transposed(vectors, n), n), identity(n))).toBeLessThan(tolerance);
  });

  it("are those known of the second difference, 2 − 2·cos(π k / (n + 1))", () => {
    const n = 20;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i + 1 < n) matrix[i * n + i + 1] = matrix[(i + 1) * n + i] = -1;
    }
    const sorted = [...symmetricEigen(matrix, n).values].sort((a, b) => a - b);
    sorted.forEach((value, k) =>
      expect(value).toBeCloseTo(2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)), 13),
    );
  });

  it("come to an end where a number is not finite", () => {
    expect(symmetricEigen(symmetric(6, 1).fill(NaN, 7, 8), 6).values).toHaveLength(6);
  });
});

describe("a function of a symmetric matrix", () => {
  it("is its square root where it is √: symmetric, and its square the matrix", () => {
    const n = 30;
    const a = symmetric(n, 5);
    const positive = multiply(a, a, n);
    const root = symmetricFunction(positive, n, (values) =>
      values.map((value) => Math.sqrt(Math.max(0, value))),
    );
    expect(difference(root, transposed(root, n))).toBe(0);
    // As above, and the square doubles it.
    expect(difference(multiply(root, root, n), positive)).toBeLessThan(
      8 * n * n * 2 ** -52 * largest(positive),
    );
  });

  it("is applied to a vector as the product is", () => {
    const n = 7;
    const a = symmetric(n, 6);
    const v = Float64Array.from(normals(key(7), n));
    const column = new Float64Array(n * n);
    v.forEach((value, i) => (column[i * n] = value));
    const product = multiply(a, column, n);
    expect(apply(a, v)).toEqual(v.map((_, i) => product[i * n]!));
  });
});
