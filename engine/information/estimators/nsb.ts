import {
  BITS_PER_NAT,
  digamma,
  exp,
  log,
  logRisingFactorial,
  trigamma,
  trigammaDeficit,
} from "../../../kernels/index.js";
import type { CategoryCount } from "../categories.js";
import { type CountSpectrum, sumOverCategories } from "../count-spectrum.js";
import { type LineMean, meanOverLine } from "../quadrature.js";

/*
 * The estimator of Nemenman, Shafee & Bialek: the posterior mean of the entropy under a mixture of Dirichlet
 * priors, all β_k = β, whose weight makes the prior of the entropy nearly flat:
 *
 *   Ĥ = ∫ E[H | n, β] ρ(β) dξ / ∫ ρ(β) dξ,
 *   ξ(β) = E[H | β] = ψ(Kβ + 1) − ψ(β + 1),            dξ/dβ = K ψ₁(Kβ + 1) − ψ₁(β + 1),
 *   ρ(β) = Γ(Kβ)/Γ(n + Kβ) · Π_k Γ(n_k + β)/Γ(β),
 *   E[H | n, β] = ψ(n + Kβ + 1) − Σ_k (n_k + β)/(n + Kβ) · ψ(n_k + β + 1).
 *
 * Everything is written in t = ln x, x = Kβ, which stays moderate however large K is. With ln β = t − ln K
 * kept as a logarithm, β itself may vanish: for K → ∞ each factor goes over into its limit,
 * dξ/dt → x ψ₁(x + 1), ρ → x^K_obs Γ(x)/Γ(x + n) · Π (n_k − 1)! (up to a factor without t), a mixture of
 * Dirichlet processes. That limit exists when there is a coincidence: the integrand falls as e^(−Δ·t),
 * Δ = n − K_obs. It is what unknown K means here; K = 2⁴⁰⁹⁶ is the same number.
 *
 * Sources: Nemenman, Shafee & Bialek 2002, "Entropy and inference, revisited", NIPS 14 (the estimator);
 * Nemenman 2011, Entropy 13:2013 (the limit K → ∞ and its dependence on coincidences);
 * Archer, Park & Pillow 2014, JMLR 15:2833 (the same limit as a mixture of Dirichlet processes).
 */

/** dξ/dt = Kβ ψ₁(Kβ + 1) − β ψ₁(β + 1), in the form of the two that does not cancel. */
function priorDensity(x: number, beta: number): number {
  if (x < 1) return x * trigamma(x + 1) - beta * trigamma(beta + 1);
  return trigammaDeficit(beta) - trigammaDeficit(x);
}

/** ln ρ at x = Kβ = eᵗ, up to a constant: the rising factorial of β is β·(1 + β)⋯, its first factor apart. */
function logEvidence(spectrum: CountSpectrum, t: number, x: number, beta: number): number {
  const rest = sumOverCategories(spectrum, (count) => logRisingFactorial(1 + beta, count - 1));
  return spectrum.observed * t + rest - logRisingFactorial(x, spectrum.total);
}

/** E[H | n, β] in nats; the K − K_obs categories not seen share the weight x − K_obs·β. */
function posteriorMean(spectrum: CountSpectrum, x: number, beta: number): number {
  const n = spectrum.total;
  const seen = sumOverCategories(spectrum, (count) => (count + beta) * digamma(count + beta + 1));
  const unseen = (x - spectrum.observed * beta) * digamma(beta + 1);
  return digamma(n + x + 1) - (seen + unseen) / (n + x);
}

/** x = Kβ and β at t = ln x. */
function concentrations(t: number, categories: CategoryCount): readonly [x: number, beta: number] {
  return [exp(t), exp(t - categories.log)];
}

/** The posterior mean of the entropy, in nats, over all β. */
function posterior(spectrum: CountSpectrum, categories: CategoryCount): LineMean {
  const logWeight = (t: number): number => {
    const [x, beta] = concentrations(t, categories);
    return logEvidence(spectrum, t, x, beta) + log(priorDensity(x, beta));
  };
  // A sample of n with Δ ≥ 1 coincidences peaks at x ≲ n²/Δ, or, flatter than chance, at β ≲ n.
  const logN = log(spectrum.total);
  const highest = Math.min(categories.log, 2 * logN) + logN + 5;
  const value = (t: number): number => posteriorMean(spectrum, ...concentrations(t, categories));
  return meanOverLine(logWeight, value, -10, highest);
}

/**
 * The NSB estimate of the entropy, in bits, for a sample with a coincidence (n > K_obs); K may be ∞.
 *
 * The integral is taken to rounding: the integrand is analytic and falls off exponentially on both sides, so
 * the trapezoidal rule converges exponentially.
 */
export function nsbEntropy(spectrum: CountSpectrum, categories: CategoryCount): number {
  return categories.count === 1 ? 0 : posterior(spectrum, categories).mean * BITS_PER_NAT;
}

/**
 * The NSB estimate in bits without one observation, `[value]`: of a category counted `spectrum.values[value]`
 * times. Null where no coincidence is left.
 *
 * Without an observation of a category counted m times the evidence is larger by (x + n − 1)/(β + m − 1), the
 * inverse of the probability that the others predict for it, and one term of E[H | n, β] changes; so all of
 * them are taken over the nodes of the whole sample's integral, at a cost of one term each instead of one a
 * category. The nodes end where the whole sample's weight is e⁻⁴²; where the second last coincidence is left
 * out that is e⁻²¹ of the new one, an error of 1e-8.
 */
export function nsbEntropiesWithoutOne(
  spectrum: CountSpectrum,
  categories: CategoryCount,
): readonly (number | null)[] {
  const n = spectrum.total;
  const coincidences = n - spectrum.observed;
  const nodes = coincidences > 0 ? posterior(spectrum, categories).nodes : [];
  return Array.from(spectrum.values, (count) => {
    if (coincidences - (count > 1 ? 1 : 0) <= 0) return null;
    if (categories.count === 1) return 0;
    let [weights, sum] = [0, 0];
    for (const { t, weight, value } of nodes) {
      const [x, beta] = concentrations(t, categories);
      // A singleton's ratio has the factor 1/β; 1/x is K times smaller, for every node.
      const ratio = (x + n - 1) / (count === 1 ? x : beta + count - 1);
      const terms = (n + x) * (digamma(n + x + 1) - value);
      const change = (count + beta) * digamma(count + beta + 1) - (count - 1 + beta) * digamma(count + beta);
      weights += weight * ratio;
      sum += weight * ratio * (digamma(n + x) - (terms - change) / (n - 1 + x));
    }
    return (sum / weights) * BITS_PER_NAT;
  });
}
