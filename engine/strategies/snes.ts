import * as z from "zod/mini";
import { option } from "../option.js";
import { exp, log } from "../../kernels/index.js";
import { derivedRateOption, drawnFrom, initialStepOption, populationOption } from "./distribution-options.js";
import type { SearchDistribution } from "./search-distribution.js";
import { type ShapingName, shapingOption, utilities } from "./shaping.js";
import type { StrategyDefinition } from "./strategy-definition.js";

/** Options of the separable natural evolution strategy. */
interface SnesOptions {
  readonly name: "snes";
  readonly population: number | null;
  readonly initialStep: number;
  /** η_μ */
  readonly meanRate: number;
  /** η_σ, null for (3 + ln n) / (5 √n) */
  readonly stepRate: number | null;
  readonly shaping: ShapingName;
}

/** The distribution N(mean, diag(steps²)). */
function separableNormal(options: SnesOptions, parameters: number): SearchDistribution {
  const { initialStep, meanRate, shaping } = options;
  const stepRate = options.stepRate ?? (3 + log(parameters)) / (5 * Math.sqrt(parameters));
  const mean = new Float64Array(parameters);
  const steps = new Float64Array(parameters).fill(initialStep);
  return {
    arrays: { mean, steps },
    numbers: {},
    place: (normal) => normal.map((z, p) => mean[p]! + steps[p]! * z),
    update: (samples, fitness) => {
      const weights = utilities(shaping, fitness);
      for (let p = 0; p < parameters; p++) {
        let [ofMean, ofStep] = [0, 0];
        samples.forEach(({ normal }, i) => {
          const z = normal[p]!;
          ofMean += weights[i]! * z; // ∇_μ J = Σ u_k s_k
          ofStep += weights[i]! * (z * z - 1); // ∇_σ J = Σ u_k (s_k² − 1)
        });
        mean[p]! += meanRate * steps[p]! * ofMean; // μ ← μ + η_μ·σ·∇_μ J
        steps[p]! *= exp((stepRate / 2) * ofStep); // σ ← σ·exp(η_σ/2·∇_σ J)
      }
    },
  };
}

/**
 * The separable natural evolution strategy: a normal distribution with a step of its own for every parameter follows the
 * natural gradient of expected utility. Linear in the number of parameters; knows no correlations between them.
 *
 * @see Wierstra, Schaul, Glasmachers, Sun, Peters & Schmidhuber, JMLR 15 (2014), algorithm 6 and table 1
 */
export const snes: StrategyDefinition<SnesOptions> = {
  name: "snes",
  summary: "separable natural evolution strategy, a step of its own for every parameter",
  reference: "Wierstra et al., JMLR 15 (2014), algorithm 6",
  schema: z.strictObject({
    name: z.literal("snes"),
    population: populationOption,
    initialStep: initialStepOption,
    meanRate: option(z.number().check(z.minimum(0), z.maximum(10)), 1, "learning rate of the mean, 0 … 10"),
    stepRate: derivedRateOption(
      "learning rate of the steps, 0 … 10; null for (3 + ln n) / (5 √n) with n parameters",
    ),
    shaping: shapingOption("log-rank"),
  }),
  ...drawnFrom(separableNormal),
};
