/** Eigenvalues of a symmetric matrix, and its eigenvectors of length 1 in the same order, a row each. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** `[vector][component]` */
  readonly vectors: Float64Array;
}

/** Iterations for an eigenvalue; two or three are usual. */
const MOST_ITERATIONS = 60;
/** 2⁻⁵² */
const EPSILON = 2.220446049250313e-16;

/**
 * Reduces a symmetric matrix to tridiagonal form by reflections: Q T Qᵀ. Its rows are overwritten.
 *
 * @returns the diagonal of T, the elements beside it, and Qᵀ
 * @see Golub & Van Loan, "Matrix computations", 4th ed., algorithm 8.3.1
 */
function tridiagonal(
  a: Float64Array,
  n: number,
): { diagonal: Float64Array; beside: Float64Array; vectors: Float64Array } {
  const beside = new Float64Array(n);
  const scale = new Float64Array(n);
  const product = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    // The reflection I − scale·v·vᵀ that leaves of column k below the diagonal its first element; v replaces it in row k.
    const v = a.subarray(k * n, (k + 1) * n);
    let square = 0;
    for (let i = k + 1; i < n; i++) square += v[i]! * v[i]!;
    const length = v[k + 1]! > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    beside[k] = length;
    if (square === 0) continue;
    const norm = square - v[k + 1]! * length;
    v[k + 1]! -= length;
    scale[k] = 1 / norm;
    // a ← a − v·wᵀ − w·vᵀ on what is left of it, w = scale·a·v − ½·scale²·(vᵀ·a·v)·v.
    let inner = 0;
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += a[row + j]! * v[j]!;
      product[i] = sum / norm;
      inner += product[i]! * v[i]!;
    }
    for (let i = k + 1; i < n; i++) product[i]! -= (inner / (2 * norm)) * v[i]!;
    for (let i = k + 1; i < n; i++) {
      const [row, vi, wi] = [i * n, v[i]!, product[i]!];
      for (let j = k + 1; j < n; j++) a[row + j]! -= vi * product[j]! + wi * v[j]!;
    }
  }
  const diagonal = new Float64Array(n);
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i]!;
  if (n > 1) beside[n - 2] = a[(n - 2) * n + n - 1]!;
  // Qᵀ = (product of the reflections)ᵀ, from the last to the first, each on rows and columns beyond k only.
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    const v = a.subarray(k * n, (k + 1) * n);
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += vectors[row + j]! * v[j]!;
      sum *= scale[k]!;
      for (let j = k + 1; j < n; j++) vectors[row + j]! -= sum * v[j]!;
    }
  }
  return { diagonal, beside, vectors };
}

/**
 * All eigenvalues and eigenvectors of a real symmetric matrix: tridiagonal form, then QL steps with implicit shifts. Only
 * +, −, ×, ÷ and √ in a fixed order, so the same bits on every machine; about 6 n³ multiplications.
 *
 * @param matrix `[n][n]`, of which the lower triangle is read; anything for what is not finite
 * @see Golub & Van Loan, "Matrix computations", 4th ed., §8.3
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const { diagonal: d, beside: e, vectors } = tridiagonal(whole(matrix, n), n);
  for (let first = 0; first < n; first++) {
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      let last = first;
      while (last < n - 1 && Math.abs(e[last]!) > EPSILON * (Math.abs(d[last]!) + Math.abs(d[last + 1]!)))
        last++;
      if (last === first) break;
      // Wilkinson's shift: the eigenvalue of the upper 2 × 2 block that is nearer to its first element.
      const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
      const root = Math.sqrt(half * half + 1);
      let g = d[last]! - d[first]! + e[first]! / (half + (half < 0 ? -root : root));
      let [sine, cosine, shift] = [1, 1, 0];
      let i = last - 1;
      for (; i >= first; i--) {
        const f = sine * e[i]!;
        const b = cosine * e[i]!;
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) break;
        sine = f / r;
        cosine = g / r;
        const next = d[i + 1]! - shift;
        const turned = (d[i]! - next) * sine + 2 * cosine * b;
        shift = sine * turned;
        d[i + 1] = next + shift;
        g = cosine * turned - b;
        turnRows(vectors, n, i, sine, cosine);
      }
      if (i >= first) d[i + 1]! -= shift;
      else {
        d[first]! -= shift;
        e[first] = g;
      }
      e[last] = 0;
    }
  }
  return { values: d, vectors };
}

/** A symmetric matrix of which the lower triangle is given. */
function whole(lower: Float64Array, n: number): Float64Array {
  const matrix = lower.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]!;
  }
  return matrix;
}

/** Turns the rows i and i + 1 by a plane rotation. */
function turnRows(vectors: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  for (let low = i * n, high = low + n; low < (i + 1) * n; low++, high++) {
    const a = vectors[low]!;
    const b = vectors[high]!;
    vectors[high] = sine * a + cosine * b;
    vectors[low] = cosine * a - sine * b;
  }
}
