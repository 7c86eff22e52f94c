import * as z from "zod/mini";
import { option } from "../option.js";
import { exp, log1p } from "../../kernels/index.js";
import { fullCovariance, separableCovariance } from "./cma-covariance.js";
import { cmaRates } from "./cma-rates.js";
import { drawnFrom, initialStepOption, populationOf, populationOption } from "./distribution-options.js";
import type { SearchDistribution } from "./search-distribution.js";
import { byRank } from "./shaping.js";
import type { StrategyDefinition } from "./strategy-definition.js";

/** Options of CMA-ES. */
interface CmaEsOptions {
  readonly name: "cma-es";
  readonly population: number | null;
  readonly initialStep: number;
  readonly covariance: "full" | "separable";
  /** Whether the worst individuals shrink the covariance along their steps. */
  readonly active: boolean;
}

const squareOf = (v: Float64Array): number => v.reduce((sum, x) => sum + x * x, 0);

/** The distribution N(mean, step²·C). Numbers in brackets are equations of Hansen's tutorial. */
function adaptedNormal(options: CmaEsOptions, n: number): SearchDistribution {
  const separable = options.covariance === "separable";
  const rates = cmaRates(n, populationOf(options.population, n), separable, options.active);
  const { effective, stepDecay, pathDecay, rankOne, rankMu, expectedLength } = rates;
  const weightSum = rates.weights.reduce((sum, weight) => sum + weight, 0);
  const covariance = separable ? separableCovariance(n) : fullCovariance(n);
  // Updates between two roots of the covariance, which cost n³: so many that even if all of them added to, or took from, one
  // direction, it would change by about its own size. Ten times as many as in the tutorial's §B.2; tests on condition
  // 10⁶ need no more evaluations, while with fifty times as many the negative weights take more than there is.
  const gap = Math.max(1, Math.round(1 / (n * (rankOne + rankMu))));
  const mean = new Float64Array(n);
  const stepPath = new Float64Array(n);
  const path = new Float64Array(n);
  const numbers = { step: options.initialStep, updates: 0 };

  const stepsOf = (point: Float64Array): Float64Array => point.map((x, p) => (x - mean[p]!) / numbers.step);
  return {
    arrays: { mean, stepPath, path, ...covariance.arrays },
    numbers,
    place: (normal) => covariance.transform(normal).map((y, p) => mean[p]! + numbers.step * y), // (38–40)
    update: (samples, fitness) => {
      numbers.updates += 1;
      const steps = samples.map(({ point }) => stepsOf(point)); // y_k; C^−½·y_k is their normal z_k
      const meanWeights = byRank(rates.meanWeights, fitness);
      const weights = byRank(rates.weights, fitness);
      const shift = new Float64Array(n); // ⟨y⟩_w (41)
      const normalShift = new Float64Array(n);
      samples.forEach(({ normal }, i) => {
        const [weight, y] = [meanWeights[i]!, steps[i]!];
        for (let p = 0; p < n; p++) {
          shift[p]! += weight * y[p]!;
          normalShift[p]! += weight * normal[p]!;
        }
      });
      for (let p = 0; p < n; p++) {
        mean[p]! += numbers.step * shift[p]!; // (42), c_m = 1
        stepPath[p] =
          (1 - stepDecay) * stepPath[p]! +
          Math.sqrt(stepDecay * (2 - stepDecay) * effective) * normalShift[p]!; // (43)
      }
      const length = Math.sqrt(squareOf(stepPath));
      numbers.step *= exp((stepDecay / rates.damping) * (length / expectedLength - 1)); // (44)
      const settled = Math.sqrt(1 - exp(2 * numbers.updates * log1p(-stepDecay)));
      const stalled = length / settled >= (1.4 + 2 / (n + 1)) * expectedLength; // h_σ = 0
      const along = stalled ? 0 : Math.sqrt(pathDecay * (2 - pathDecay) * effective);
      for (let p = 0; p < n; p++) path[p] = (1 - pathDecay) * path[p]! + along * shift[p]!; // (45)
      const lost = stalled ? pathDecay * (2 - pathDecay) : 0; // δ(h_σ)
      covariance.shrink(1 + rankOne * lost - rankOne - rankMu * weightSum); // (47)
      covariance.add(rankOne, path);
      samples.forEach(({ normal }, i) => {
        const weight = weights[i]! * (weights[i]! >= 0 ? 1 : n / squareOf(normal)); // (46)
        if (weight !== 0) covariance.add(rankMu * weight, steps[i]!);
      });
      if (numbers.updates % gap === 0) covariance.refresh();
    },
  };
}

/**
 * The covariance matrix adaptation evolution strategy: the mean moves to the weighted better individuals, the step by the
 * length of the path that it takes, the covariance towards that path and the steps that succeeded, away from those that
 * failed. `separable` keeps to a diagonal covariance.
 *
 * @see Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772; Ros & Hansen, PPSN X (2008)
 */
export const cmaEs: StrategyDefinition<CmaEsOptions> = {
  name: "cma-es",
  summary: "covariance matrix adaptation, full or separable, active by default",
  reference: "Hansen, arXiv:1604.00772; Ros & Hansen, PPSN X (2008)",
  schema: z.strictObject({
    name: z.literal("cma-es"),
    population: populationOption,
    initialStep: initialStepOption,
    covariance: option(
      z.enum(["full", "separable"]),
      "full",
      "form of the covariance: full, n² numbers for n parameters; separable, its diagonal alone",
    ),
    active: option(z.boolean(), true, "use of the worst individuals to shrink the covariance"),
  }),
  ...drawnFrom(adaptedNormal),
};
