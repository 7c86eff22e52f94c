import { BITS_PER_NAT, pairKernels } from "../../kernels/index.js";

/**
 * Σ over the other replicates of the kernel exp(−‖z_r − z_q‖² / (2 bandwidth²)), `[replicate]`; itself adds 1, so nothing
 * under- or overflows.
 *
 * @param z a row a replicate
 * @throws CellfateError `wasm.not-loaded`
 */
export function neighbourSums(z: ArrayLike<number>, replicates: number, bandwidth: number): Float64Array {
  return pairKernels(z, replicates, -0.5 / (bandwidth * bandwidth), null);
}

/**
 * Subtracts ∂S_rep/∂z from a gradient in the shape of z: between any two replicates a force, which cancels over both.
 *
 * @returns the {@link neighbourSums}
 */
export function subtractForces(
  gradient: Float64Array,
  z: ArrayLike<number>,
  { replicates, cells }: { readonly replicates: number; readonly cells: number },
  bandwidth: number,
): Float64Array {
  const scale = BITS_PER_NAT / (replicates * cells * bandwidth * bandwidth);
  return pairKernels(z, replicates, -0.5 / (bandwidth * bandwidth), { gradient, scale });
}
