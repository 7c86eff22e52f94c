import { subtractForces } from "../../information/soft-kernel.js";
import type { SoftShape } from "../../information/soft-measures.js";
import { globalNorm } from "../clip-norm.js";

/** What the kernel of S_rep,soft sees of the replicates. */
export interface KernelSensitivity {
  /** Mean of exp(−‖z_r − z_q‖² / (2·bandwidth²)) over pairs of different replicates; null where there is only one. */
  readonly mean: number | null;
  /**
   * ‖∂S_rep,soft/∂z‖ at this bandwidth over the largest that it is at this one and at 1/16, 1/8 … up to twice the diagonal of
   * the cube of fates; null where it is 0 at all of them, as the replicates agree.
   */
  readonly gradientLeft: number | null;
}

/** The narrowest of the bandwidths that are compared; each next is twice as wide. */
const NARROWEST = 1 / 16;

/** @param z as the soft measures read fates, `[replicate][cell][threshold]` */
export function kernelSensitivity(
  z: Float64Array,
  { replicates, cells }: SoftShape,
  bandwidth: number,
): KernelSensitivity {
  if (replicates === 1) return { mean: null, gradientLeft: null };
  const at = (width: number): { readonly neighbours: Float64Array; readonly norm: number } => {
    const forces = new Float64Array(z.length);
    const neighbours = subtractForces(forces, z, { replicates, cells }, width);
    return { neighbours, norm: globalNorm(forces) };
  };
  const own = at(bandwidth);
  let largest = own.norm;
  const widest = 2 * Math.sqrt(z.length / replicates);
  for (let other = NARROWEST; other <= widest; other *= 2) largest = Math.max(largest, at(other).norm);
  return {
    mean: own.neighbours.reduce((sum, others) => sum + others, 0) / (replicates * (replicates - 1)),
    gradientLeft: largest > 0 ? own.norm / largest : null,
  };
}
