import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS } from "../../kernels/index.js";
import { adamInit, type AdamOptions, adamUpdate } from "../gradient/adam.js";
import { distributionStrategy, type SearchDistribution } from "./search-distribution.js";
import { type ShapingName, shapingOption, utilities } from "./shaping.js";
import type { StrategyDefinition } from "./strategy-definition.js";

/** Options of OpenAI's evolution strategy. */
interface OpenAiEsOptions extends AdamOptions {
  readonly name: "openai-es";
  readonly population: number;
  /** σ */
  readonly step: number;
  readonly shaping: ShapingName;
}

/** The distribution N(mean, step²·I), whose mean Adam moves. */
function isotropicNormal(options: OpenAiEsOptions, parameters: number): SearchDistribution {
  const { step, shaping } = options;
  const mean = new Float64Array(parameters);
  const adam = adamInit(parameters);
  return {
    arrays: { mean, first: adam.first, second: adam.second },
    numbers: adam.powers,
    place: (normal) => normal.map((z, p) => mean[p]! + step * z),
    update: (samples, fitness) => {
      const weights = utilities(shaping, fitness);
      const gradient = mean.map((_, p) => {
        let sum = 0;
        samples.forEach(({ normal }, i) => (sum += weights[i]! * normal[p]!));
        return sum / step; // Salimans et al., algorithm 1: 1/(nσ)·Σ F_i ε_i
      });
      adamUpdate(options, adam, gradient).forEach((move, p) => (mean[p]! += move));
    },
  };
}

/**
 * OpenAI's evolution strategy: the gradient of expected utility under an isotropic normal distribution, estimated on
 * antithetic pairs from centred ranks and followed with Adam. The step never changes, so it comes no closer to an optimum
 * than that. Without the weight decay that the paper adds for deep networks.
 *
 * @see Salimans, Ho, Chen, Sidor & Sutskever, arXiv:1703.03864, algorithm 1 and §2.1; Kingma & Ba, ICLR (2015), algorithm 1
 */
export const openaiEs: StrategyDefinition<OpenAiEsOptions> = {
  name: "openai-es",
  summary: "OpenAI's evolution strategy: antithetic pairs, centred ranks, Adam",
  reference: "Salimans et al., arXiv:1703.03864; Kingma & Ba, ICLR (2015)",
  schema: z.strictObject({
    name: z.literal("openai-es"),
    population: option(
      z.int().check(z.minimum(2), z.maximum(LIMITS.individuals), z.multipleOf(2)),
      64,
      `number of individuals per generation, even, 2 … ${LIMITS.individuals}`,
    ),
    step: option(
      z.number().check(z.positive(), z.maximum(100)),
      0.02,
      "standard deviation of the individuals, in units of the initial law's, 0 … 100",
    ),
    learningRate: option(
      z.number().check(z.minimum(0), z.maximum(100)),
      0.01,
      "learning rate of Adam, how far a parameter moves per generation in these units, 0 … 100",
    ),
    momentum: option(
      z.number().check(z.minimum(0), z.maximum(0.9999)),
      0.9,
      "decay of Adam's mean, β₁, 0 … 0.9999",
    ),
    squareMomentum: option(
      z.number().check(z.minimum(0), z.maximum(0.9999)),
      0.999,
      "decay of Adam's mean square, β₂, 0 … 0.9999",
    ),
    shaping: shapingOption("centred-rank"),
  }),
  standardErrors: false,
  individuals: ({ population }) => population,
  grown: (options, _, factor) => ({
    ...options,
    population: 2 * Math.trunc((options.population * factor) / 2),
  }),
  create: (options, context, saved) => {
    const distribution = isotropicNormal(options, context.space.parameters);
    return distributionStrategy("openai-es", options.population, distribution, context, saved, true);
  },
};
