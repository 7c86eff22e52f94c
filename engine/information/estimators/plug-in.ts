import { log2 } from "../../../kernels/index.js";
import type { CountSpectrum } from "../count-spectrum.js";

/**
 * The entropy of the observed frequencies, in bits: −Σ p̂ log2 p̂, p̂ = n_k/n. It is 0 for no observations.
 *
 * Biased downwards by about (K − 1)/(2n ln 2) where n ≫ K, and at most log2 n where n ≪ K.
 *
 * The kernels' `plugInEntropy` is the same for counts of 32 bits that are not grouped yet, and gives the same
 * bits: ascending counts, H ← H − (m·p)·log2 p. This one takes what the kernels do not: a spectrum, from
 * which the jackknife leaves one out, and totals over all cells, which can be beyond 32 bits.
 */
export function plugInOfSpectrum({ values, multiplicities, total }: CountSpectrum): number {
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    const p = values[i]! / total;
    bits -= multiplicities[i]! * p * log2(p);
  }
  return bits;
}
