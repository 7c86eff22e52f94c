import { log2 } from "../../kernels/index.js";

/** H = −Σ p log2 p of a law in bits, 0 log 0 = 0. @param probabilities of its outcomes, which add up to 1; of some of them, what these add to H */
export function shannonEntropy(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * log2(p) : sum), 0);
}
