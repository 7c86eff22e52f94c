import { addOuter, apply, identity, symmetricFunction } from "../linear-algebra/matrix.js";

/** The covariance C of CMA-ES, in the form that it is kept in. It starts as the identity. */
export interface CmaCovariance {
  /** All that it consists of, changed in place. */
  readonly arrays: Readonly<Record<string, Float64Array>>;
  /** C^½·z, by the root of the last {@link refresh}. */
  transform(normal: Float64Array): Float64Array;
  /** C ← keep·C. */
  shrink(keep: number): void;
  /** C ← C + weight·y·yᵀ. */
  add(weight: number, y: Float64Array): void;
  /** Takes the root of C as it is now. */
  refresh(): void;
}

/** Least eigenvalue to the largest: below, rounding decides whether C is still a covariance. */
const LEAST_EIGENVALUE = 1e-14;

/** The root of every eigenvalue, none too far below the largest. */
function roots(values: Float64Array): Float64Array {
  const least = LEAST_EIGENVALUE * values.reduce((most, value) => Math.max(most, value), 0);
  return values.map((value) => Math.sqrt(Math.max(value, least)));
}

/**
 * A full covariance. Its root is the symmetric one, B·D·Bᵀ where the tutorial samples with B·D: the law of the individuals
 * is the same, and now C^−½·y is the z that y was drawn from, and turned coordinates with turned z give turned individuals.
 */
export function fullCovariance(n: number): CmaCovariance {
  const covariance = identity(n);
  const root = identity(n);
  return {
    arrays: { covariance, root },
    transform: (normal) => apply(root, normal),
    shrink: (keep) => {
      for (let i = 0; i < covariance.length; i++) covariance[i]! *= keep;
    },
    add: (weight, y) => {
      addOuter(covariance, weight, y);
    },
    refresh: () => {
      root.set(symmetricFunction(covariance, n, roots));
    },
  };
}

/** A diagonal covariance: of the full one's updates only what concerns the variances. @see Ros & Hansen, PPSN X (2008), §3 */
export function separableCovariance(n: number): CmaCovariance {
  const variances = new Float64Array(n).fill(1);
  const root = new Float64Array(n).fill(1);
  return {
    arrays: { variances, root },
    transform: (normal) => normal.map((z, p) => root[p]! * z),
    shrink: (keep) => {
      for (let p = 0; p < n; p++) variances[p]! *= keep;
    },
    add: (weight, y) => {
      for (let p = 0; p < n; p++) variances[p]! += weight * y[p]! * y[p]!;
    },
    refresh: () => {
      root.set(roots(variances));
    },
  };
}
