import * as z from "zod";
import { LIMITS, log } from "../../kernels/index.js";

/** The option `population` of strategies whose papers derive it from the number of parameters. */
export const populationOption: z.ZodDefault<z.ZodNullable<z.ZodInt>> = z
  .int()
  .min(4)
  .max(LIMITS.individuals)
  .nullable()
  .default(null)
  .describe(
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
export const initialStepOption: z.ZodDefault<z.ZodNumber> = z
  .number()
  .positive()
  .max(100)
  .default(0.5)
  .describe("standard deviation of the first generation, in units of the initial law's, 0 … 100");
