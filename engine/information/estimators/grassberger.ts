import { BITS_PER_NAT, digamma, log } from "../../../kernels/index.js";
import { type CountSpectrum, sumOverCategories } from "../count-spectrum.js";

/** G(m) = ψ(m) + ½(−1)ᵐ[ψ((m + 1)/2) − ψ(m/2)] for an integer m ≥ 1: what stands in for ln m. */
function grassbergerLog(m: number): number {
  const half = 0.5 * (digamma((m + 1) / 2) - digamma(m / 2));
  return digamma(m) + (m % 2 === 0 ? half : -half);
}

/**
 * Grassberger's estimator of 2003 in bits: [ln n − (1/n) Σ n_k G(n_k)] / ln 2
 * (Grassberger, "Entropy estimates from insufficient samplings", arXiv physics/0307138, eq. 35).
 */
export function grassbergerEntropy(spectrum: CountSpectrum): number {
  const mean = sumOverCategories(spectrum, (count) => count * grassbergerLog(count)) / spectrum.total;
  return (log(spectrum.total) - mean) * BITS_PER_NAT;
}
