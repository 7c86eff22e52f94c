import { BITS_PER_NAT, exp } from "../../kernels/index.js";

/** Σ_j (a_j − b_j)² of two rows of `dimension` numbers. */
function squaredDistance(z: ArrayLike<number>, a: number, b: number, dimension: number): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) {
    const difference = z[a * dimension + j]! - z[b * dimension + j]!;
    sum += difference * difference;
  }
  return sum;
}

/** Calls `visit(r, q, kernel)` for r < q with the kernel of the two replicates, rows of `z`. */
function forEachPair(
  z: ArrayLike<number>,
  replicates: number,
  bandwidth: number,
  visit: (r: number, q: number, kernel: number) => void,
): void {
  const dimension = z.length / replicates;
  const scale = -0.5 / (bandwidth * bandwidth);
  for (let r = 0; r < replicates; r++) {
    for (let q = r + 1; q < replicates; q++) visit(r, q, exp(scale * squaredDistance(z, r, q, dimension)));
  }
}

/**
 * Σ over the other replicates of the kernel, `[replicate]`; itself adds 1, so nothing under- or overflows.
 */
export function neighbourSums(z: ArrayLike<number>, replicates: number, bandwidth: number): Float64Array {
  const sums = new Float64Array(replicates);
  forEachPair(z, replicates, bandwidth, (r, q, kernel) => {
    sums[r]! += kernel;
    sums[q]! += kernel;
  });
  return sums;
}

/**
 * Subtracts ∂S_rep/∂z from a gradient in the shape of z: between any two replicates a force, which cancels over both.
 *
 * @param neighbours of {@link neighbourSums}
 */
export function subtractForces(
  gradient: Float64Array,
  z: ArrayLike<number>,
  cells: number,
  neighbours: Float64Array,
  bandwidth: number,
): void {
  const replicates = neighbours.length;
  const dimension = z.length / replicates;
  const scale = BITS_PER_NAT / (replicates * cells * bandwidth * bandwidth);
  forEachPair(z, replicates, bandwidth, (r, q, kernel) => {
    const pull = scale * (kernel / (1 + neighbours[r]!) + kernel / (1 + neighbours[q]!));
    for (let j = 0; j < dimension; j++) {
      const force = pull * (z[r * dimension + j]! - z[q * dimension + j]!);
      gradient[r * dimension + j]! -= force;
      gradient[q * dimension + j]! += force;
    }
  });
}
