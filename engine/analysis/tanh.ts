import { sigmoid } from "../../kernels/index.js";

/** tanh(x) = 2/(1 + e^(−2x)) − 1, to the last digits away from 0, which is all that a fit or a curve needs. */
export function tanh(x: number): number {
  return 2 * sigmoid(2 * x) - 1;
}
