import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";
import { distributionStrategy, type SearchDistribution } from "./search-distribution.js";
import { type ShapingName, shapingOption, utilities } from "./shaping.js";
import type { StrategyDefinition } from "./strategy-definition.js";

/** Options of OpenAI's evolution strategy. */
interface OpenAiEsOptions {
  readonly name: "openai-es";
  readonly population: number;
  /** σ */
  readonly step: number;
  /** α of Adam. */
  readonly learningRate: number;
  /** β₁, β₂ of Adam. */
  readonly momentum: number;
  readonly squareMomentum: number;
  readonly shaping: ShapingName;
}

/** ε of Adam. */
const EPSILON = 1e-8;

/** The distribution N(mean, step²·I), whose mean Adam moves. */
function isotropicNormal(options: OpenAiEsOptions, parameters: number): SearchDistribution {
  const { step, learningRate, momentum, squareMomentum, shaping } = options;
  const mean = new Float64Array(parameters);
  const first = new Float64Array(parameters);
  const second = new Float64Array(parameters);
  /** β₁ᵗ and β₂ᵗ of the t updates so far. */
  const numbers = { momentumPower: 1, squareMomentumPower: 1 };
  return {
    arrays: { mean, first, second },
    numbers,
    place: (normal) => normal.map((z, p) => mean[p]! + step * z),
    update: (samples, fitness) => {
      const weights = utilities(shaping, fitness);
      numbers.momentumPower *= momentum;
      numbers.squareMomentumPower *= squareMomentum;
      for (let p = 0; p < parameters; p++) {
        let gradient = 0;
        samples.forEach(({ normal }, i) => (gradient += weights[i]! * normal[p]!));
        gradient /= step; // Salimans et al., algorithm 1: 1/(nσ)·Σ F_i ε_i
        // Kingma & Ba, algorithm 1, upwards.
        first[p] = momentum * first[p]! + (1 - momentum) * gradient;
        second[p] = squareMomentum * second[p]! + (1 - squareMomentum) * gradient * gradient;
        const unbiased = first[p]! / (1 - numbers.momentumPower);
        const square = second[p]! / (1 - numbers.squareMomentumPower);
        mean[p]! += (learningRate * unbiased) / (Math.sqrt(square) + EPSILON);
      }
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
    population: z
      .int()
      .min(2)
      .max(LIMITS.individuals)
      .multipleOf(2)
      .default(64)
      .describe(`number of individuals per generation, even, 2 … ${LIMITS.individuals}`),
    step: z
      .number()
      .positive()
      .max(100)
      .default(0.02)
      .describe("standard deviation of the individuals, in units of the initial law's, 0 … 100"),
    learningRate: z
      .number()
      .min(0)
      .max(100)
      .default(0.01)
      .describe("learning rate of Adam, how far a parameter moves per generation in these units, 0 … 100"),
    momentum: z.number().min(0).max(0.9999).default(0.9).describe("decay of Adam's mean, β₁, 0 … 0.9999"),
    squareMomentum: z
      .number()
      .min(0)
      .max(0.9999)
      .default(0.999)
      .describe("decay of Adam's mean square, β₂, 0 … 0.9999"),
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
