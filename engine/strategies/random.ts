import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS } from "../../kernels/index.js";
import { freshGenomes } from "./fresh-genomes.js";
import type { StrategyDefinition } from "./strategy-definition.js";
import { checkContents } from "./strategy-state.js";

/** Options of random search. */
interface RandomOptions {
  readonly name: "random";
  readonly population: number;
}

/**
 * Random search: every generation is fresh genomes, whatever was told. What any other strategy is worth is what it finds
 * beyond this. Its first generation is that of the (μ+λ) strategy of the same seed and size.
 *
 * @see Rastrigin, Automation and Remote Control 24 (1963)
 */
export const random: StrategyDefinition<RandomOptions> = {
  name: "random",
  summary: "random search, the floor: fresh genomes every generation",
  reference: "Rastrigin, Automation and Remote Control 24 (1963)",
  schema: z.strictObject({
    name: z.literal("random"),
    population: option(
      z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
      64,
      `number of individuals per generation, 1 … ${LIMITS.individuals}`,
    ),
  }),
  standardErrors: false,
  individuals: ({ population }) => population,
  grown: (options, _, factor) => ({ ...options, population: Math.trunc(options.population * factor) }),
  create: ({ population }, context, saved) => {
    if (saved !== undefined) checkContents(saved, "random", [], []);
    let generation = saved?.generation ?? 0;
    let current = freshGenomes(context, generation, population);
    return {
      name: "random",
      ask: () => current,
      tell: () => {
        generation += 1;
        current = freshGenomes(context, generation, population);
      },
      save: () => ({ name: "random", generation, arrays: {}, numbers: {} }),
    };
  },
};
