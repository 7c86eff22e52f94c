import { BITS_PER_NAT, expm1, log, log1p } from "../../../kernels/index.js";
import { type CountSpectrum, sumOverCategories } from "../count-spectrum.js";

/**
 * The estimator of Chao & Shen in bits: the probabilities are shrunk by the coverage C = 1 − f1/n, which
 * leaves room for the categories not seen, and each term is weighted by its chance of having been seen
 * (Horvitz–Thompson), −Σ p̃ ln p̃ / (1 − (1 − p̃)ⁿ), p̃ = C·p̂.
 *
 * With n ≥ 2 singletons and nothing else, f1 is taken as n − 1, or C would be 0.
 *
 * @see Chao & Shen 2003, "Nonparametric estimation of Shannon's index of diversity when there are unseen species
 * in sample", Environmental and Ecological Statistics 10:429
 */
export function chaoShenEntropy(spectrum: CountSpectrum): number {
  const n = spectrum.total;
  const singletons = spectrum.values[0] === 1 ? spectrum.multiplicities[0]! : 0;
  const coverage = 1 - (singletons === n ? n - 1 : singletons) / n;
  const nats = sumOverCategories(spectrum, (count) => {
    const p = (coverage * count) / n;
    const seen = -expm1(n * log1p(-p));
    return (p * log(p)) / seen;
  });
  return (0 - nats) * BITS_PER_NAT;
}
