import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS, log } from "../../kernels/index.js";
import { distributionStrategy, type SearchDistribution } from "./search-distribution.js";
import type { StrategyDefinition } from "./strategy-definition.js";

/** The option `population` of strategies whose papers derive it from the number of parameters. */
export const populationOption: z.ZodMiniDefault<z.ZodMiniNullable<z.ZodMiniNumberFormat>> = option(
  z.nullable(z.int().check(z.minimum(4), z.maximum(LIMITS.individuals))),
  null,
  `number of individuals per generation, 4 … ${LIMITS.individuals}; null for 4 + ⌊3 ln n⌋ with n parameters`,
);

/**
 * The individuals that the option comes to, λ = 4 + ⌊3 ln n⌋ where it is null.
 *
 * @see Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, eq. 48; Wierstra et al. (2014), table 1
 */
export function populationOf(population: number | null, parameters: number): number {
  return population ?? 4 + Math.trunc(3 * log(parameters));
}

/** The option `initialStep` of strategies that move a distribution. */
export const initialStepOption: z.ZodMiniDefault<z.ZodMiniNumber> = option(
  z.number().check(z.positive(), z.maximum(100)),
  0.5,
  "standard deviation of the first generation, in units of the initial law's, 0 … 100",
);

/** The option of a learning rate that a paper derives from the number of parameters, where it is null. */
export function derivedRateOption(description: string): z.ZodMiniDefault<z.ZodMiniNullable<z.ZodMiniNumber>> {
  return option(z.nullable(z.number().check(z.minimum(0), z.maximum(10))), null, description);
}

/** The part of a definition that is the same for all whose distribution draws `populationOf` individuals. */
export function drawnFrom<Options extends { readonly name: string; readonly population: number | null }>(
  distributionOf: (options: Options, parameters: number) => SearchDistribution,
): Pick<StrategyDefinition<Options>, "standardErrors" | "individuals" | "grown" | "create"> {
  const individuals = ({ population }: Options, parameters: number): number =>
    populationOf(population, parameters);
  return {
    standardErrors: false,
    individuals,
    grown: (options, parameters, factor) => ({
      ...options,
      population: Math.trunc(individuals(options, parameters) * factor),
    }),
    create: (options, context, saved) => {
      const { parameters } = context.space;
      const distribution = distributionOf(options, parameters);
      return distributionStrategy(
        options.name,
        individuals(options, parameters),
        distribution,
        context,
        saved,
      );
    },
  };
}
