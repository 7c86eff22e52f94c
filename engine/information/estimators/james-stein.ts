import { BITS_PER_NAT, log } from "../../../kernels/index.js";
import type { CategoryCount } from "../categories.js";
import { type CountSpectrum, sumOverCategories } from "../count-spectrum.js";

/**
 * The shrinkage intensity λ ∈ [0, 1] towards the uniform distribution over K categories that minimises the
 * estimated mean squared error, for n ≥ 2:
 * λ = (1 − Σp̂²) / ((n − 1)·Σ(1/K − p̂)²), clipped to [0, 1]; the last sum, over all K, is Σp̂² − 1/K.
 *
 * @see Hausser & Strimmer 2009, JMLR 10:1469, §2
 */
export function shrinkageIntensity(spectrum: CountSpectrum, categories: CategoryCount): number {
  const n = spectrum.total;
  const squares = sumOverCategories(spectrum, (count) => (count / n) * (count / n));
  const spread = (n - 1) * (squares - 1 / categories.count);
  // Frequencies that are uniform already (up to rounding) leave nothing to shrink by any other λ.
  return spread > 0 ? Math.min(1, (1 - squares) / spread) : 1;
}

/**
 * The plug-in entropy, in bits, of frequencies shrunk towards the uniform distribution, p* = λ/K + (1 −
 * λ)·p̂. Categories not seen contribute (K − K_obs) equal terms, together λ·(1 − K_obs/K)·(ln K − ln λ) nats.
 *
 * Defined for n ≥ 2. With K = Zᴺ ≫ n it is close to λ·ln K: it knows nothing of coincidences.
 *
 * @see Hausser & Strimmer 2009, JMLR 10:1469, §2
 */
export function jamesSteinEntropy(spectrum: CountSpectrum, categories: CategoryCount): number {
  const n = spectrum.total;
  const lambda = shrinkageIntensity(spectrum, categories);
  const floor = lambda / categories.count;
  let nats = sumOverCategories(spectrum, (count) => {
    const p = floor + (1 - lambda) * (count / n);
    return p > 0 ? -p * log(p) : 0;
  });
  const unseen = lambda * (1 - spectrum.observed / categories.count);
  if (unseen > 0) nats += unseen * (categories.log - log(lambda));
  return nats * BITS_PER_NAT;
}
