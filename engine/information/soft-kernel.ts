import { BITS_PER_NAT, exp } from "../../kernels/index.js";

/** Kernels of pairs that are kept from the sums to the forces, 8 MB of them; those of more are made twice. */
const KEPT_PAIRS = 1_048_576;

/** Σ_j (a_j − b_j)² of two rows of `dimension` numbers. */
function squaredDistance(z: Float64Array, a: number, b: number, dimension: number): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) {
    const difference = z[a * dimension + j]! - z[b * dimension + j]!;
    sum += difference * difference;
  }
  return sum;
}

/** The kernels exp(−‖z_r − z_q‖² / (2 bandwidth²)) of the pairs of replicates r < q, rows of `z`. */
export class PairKernels {
  /** Σ over the other replicates of the kernel, `[replicate]`; itself adds 1, so nothing under- or overflows. */
  readonly sums: Float64Array;
  readonly #z: Float64Array;
  readonly #dimension: number;
  readonly #bandwidth: number;
  /** Room for the kernels of all pairs, row after row, or of one row. */
  readonly #kernels: Float64Array;
  readonly #areKept: boolean;

  constructor(z: ArrayLike<number>, replicates: number, bandwidth: number) {
    const pairs = (replicates * (replicates - 1)) / 2;
    this.#z = new Float64Array(z);
    this.#dimension = z.length / replicates;
    this.#bandwidth = bandwidth;
    this.#areKept = pairs <= KEPT_PAIRS;
    this.#kernels = new Float64Array(this.#areKept ? pairs : replicates);
    this.sums = new Float64Array(replicates);
    for (let r = 0; r < replicates; r++) this.#add(r, this.#make(r));
  }

  /** Subtracts ∂S_rep/∂z from a gradient in the shape of z: between any two replicates a force, which cancels over both. */
  subtractForces(gradient: Float64Array, cells: number): void {
    const replicates = this.sums.length;
    const scale = BITS_PER_NAT / (replicates * cells * this.#bandwidth * this.#bandwidth);
    for (let r = 0; r < replicates; r++) {
      this.#subtract(gradient, scale, r, this.#areKept ? this.#rowOf(r) : this.#make(r));
    }
  }

  /** Room for the kernels of r with q = r + 1, r + 2, …. */
  #rowOf(r: number): Float64Array {
    const replicates = this.sums.length;
    const from = this.#areKept ? (r * (2 * replicates - r - 1)) / 2 : 0;
    return this.#kernels.subarray(from, from + replicates - r - 1);
  }

  /** The kernels of r with q = r + 1, r + 2, …. */
  #make(r: number): Float64Array {
    const [z, dimension, row] = [this.#z, this.#dimension, this.#rowOf(r)];
    const scale = -0.5 / (this.#bandwidth * this.#bandwidth);
    for (let i = 0; i < row.length; i++) row[i] = exp(scale * squaredDistance(z, r, r + 1 + i, dimension));
    return row;
  }

  #add(r: number, row: Float64Array): void {
    const sums = this.sums;
    for (let i = 0; i < row.length; i++) {
      sums[r]! += row[i]!;
      sums[r + 1 + i]! += row[i]!;
    }
  }

  #subtract(gradient: Float64Array, scale: number, r: number, row: Float64Array): void {
    const [z, dimension, sums] = [this.#z, this.#dimension, this.sums];
    const own = 1 + sums[r]!;
    for (let i = 0; i < row.length; i++) {
      const q = r + 1 + i;
      const pull = scale * (row[i]! / own + row[i]! / (1 + sums[q]!));
      for (let j = 0; j < dimension; j++) {
        const force = pull * (z[r * dimension + j]! - z[q * dimension + j]!);
        gradient[r * dimension + j]! -= force;
        gradient[q * dimension + j]! += force;
      }
    }
  }
}
