import { symmetricEigen } from "./symmetric-eigen.js";

/*
 * Square matrices, `[n][n]`, row-major, sums in order of the inner index. Of a symmetric one that is built up, only the
 * lower triangle, i ≥ j, is written, and only that is read.
 */

/** The identity, `[n][n]`. */
export function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}

/** The product a·b. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      for (let j = 0, row = k * n, to = i * n; j < n; j++, row++, to++) product[to]! += factor * b[row]!;
    }
  }
  return product;
}

/** The product of a matrix and a vector `[n]`. */
export function apply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0, row = i * n; j < n; j++, row++) sum += matrix[row]! * vector[j]!;
    product[i] = sum;
  }
  return product;
}

/** The lower triangle of matrix ← matrix + factor·v·vᵀ. */
export function addOuter(matrix: Float64Array, factor: number, v: Float64Array): void {
  const n = v.length;
  for (let i = 0; i < n; i++) {
    const scaled = factor * v[i]!;
    for (let j = 0, at = i * n; j <= i; j++, at++) matrix[at]! += scaled * v[j]!;
  }
}

/**
 * A function of a symmetric matrix, of which the lower triangle is read: V·f(Λ)·Vᵀ of its eigenvalues Λ and eigenvectors V,
 * symmetric too and whole.
 *
 * @param f what becomes of the eigenvalues
 */
export function symmetricFunction(
  matrix: Float64Array,
  n: number,
  f: (values: Float64Array) => Float64Array,
): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, n);
  const result = new Float64Array(n * n);
  f(values).forEach((value, k) => {
    addOuter(result, value, vectors.subarray(k * n, (k + 1) * n));
  });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) result[j * n + i] = result[i * n + j]!;
  }
  return result;
}
