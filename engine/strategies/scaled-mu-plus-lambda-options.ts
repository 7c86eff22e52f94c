import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS } from "../../kernels/index.js";
import type { BreedingOptions } from "./breed.js";
import { derivedRateOption } from "./distribution-options.js";

/** Options of the (μ+λ) strategy with scaled steps. */
export interface ScaledMuPlusLambdaOptions extends BreedingOptions {
  readonly name: "scaled-mu-plus-lambda";
  readonly population: number;
  /** Of the first generation, null for as many as in the others. */
  readonly initialPopulation: number | null;
  /** μ */
  readonly parents: number;
  readonly immigrants: number;
  /** Whether parents are ranked by their mean fitness over the generations that they have been in. */
  readonly averaging: boolean;
}

const individuals = (least: number): z.ZodMiniNumberFormat =>
  z.int().check(z.minimum(least), z.maximum(LIMITS.individuals));
const step = z.number().check(z.positive(), z.maximum(100));

/** Checks the options of the (μ+λ) strategy with scaled steps. */
export const scaledMuPlusLambdaSchema: z.ZodMiniObject & z.ZodMiniType<ScaledMuPlusLambdaOptions> = z
  .strictObject({
    name: z.literal("scaled-mu-plus-lambda"),
    population: option(individuals(2), 64, `number of individuals per generation, 2 … ${LIMITS.individuals}`),
    initialPopulation: option(
      z.nullable(individuals(1)),
      200,
      "number of individuals of the first generation, parents … 65536; null for population",
    ),
    parents: option(
      individuals(1),
      5,
      "number of best individuals kept and bred from, 1 … population − immigrants − 1",
    ),
    immigrants: option(
      individuals(0),
      0,
      "number of fresh individuals in every generation, 0 … population − parents − 1",
    ),
    averaging: option(
      z.boolean(),
      false,
      "ranking of parents by their mean fitness over all generations that they have been in",
    ),
    recombination: option(
      z.enum(["none", "uniform", "intermediate"]),
      "none",
      "recombination of two parents: none, one alone; uniform, each parameter from either; intermediate, their mean",
    ),
    amplified: option(
      z.number().check(z.minimum(0), z.maximum(1)),
      0,
      "share of the offspring whose only mutation is f times a log-normal factor, 0 … 1",
    ),
    stepLaw: option(
      z.enum(["log-uniform", "self-adapted", "fixed"]),
      "log-uniform",
      "law of an offspring's step: log-uniform between smallestStep and largestStep; self-adapted, inherited with log-normal changes; fixed",
    ),
    step: option(
      step,
      0.5,
      "step if fixed, the first one if self-adapted, in units of the initial law, 0 … 100",
    ),
    smallestStep: option(
      step,
      0.03,
      "smallest step if log-uniform, in units of the initial law, 0 … largestStep",
    ),
    largestStep: option(
      step,
      2,
      "largest step if log-uniform, in units of the initial law, smallestStep … 100",
    ),
    stepRate: derivedRateOption(
      "standard deviation of a self-adapted step's logarithm per generation, 0 … 10; null for 1 / √(2 n) with n parameters",
    ),
  })
  .check(
    z.superRefine((options, context) => {
      const { population, initialPopulation, parents, immigrants, smallestStep, largestStep } = options;
      const issue = (key: string, message: string): void => {
        context.addIssue({ code: "custom", path: [key], message });
      };
      if (parents + immigrants >= population) {
        issue(
          "parents",
          `expected room for offspring, got ${parents} parents and ${immigrants} immigrants of ${population} individuals`,
        );
      }
      if (initialPopulation !== null && parents > initialPopulation) {
        issue("parents", `expected at most the ${initialPopulation} of the first generation, got ${parents}`);
      }
      if (smallestStep > largestStep) {
        issue("smallestStep", `expected at most largestStep = ${largestStep}, got ${smallestStep}`);
      }
    }),
  );
