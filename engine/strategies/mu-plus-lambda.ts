import * as z from "zod/mini";
import { option } from "../option.js";
import { LIMITS, threefry2x32 } from "../../kernels/index.js";
import { generationKey, individualKey } from "../random/draw-keys.js";
import { freshGenomes } from "./fresh-genomes.js";
import { genomeOf, type Population, rankByFitness, type StrategyContext } from "./strategy.js";
import type { StrategyDefinition } from "./strategy-definition.js";
import { checkContents, savedArray, type StrategyState } from "./strategy-state.js";

const f32 = Math.fround;
/** Counters below an offspring's key: mutations draw from stream 0, the choice of the parent from stream 1. */
const MUTATION_STREAM = 0;
const PARENT_STREAM = 1;

/** Options of the (μ+λ) strategy. */
interface MuPlusLambdaOptions {
  readonly name: "mu-plus-lambda";
  readonly population: number;
  /** μ: how many of the best are kept unchanged and bred from. */
  readonly parents: number;
  /** Standard deviation of the mutation of every parameter. */
  readonly mutationStep: number;
}

const schema = z
  .strictObject({
    name: z.literal("mu-plus-lambda"),
    population: option(
      z.int().check(z.minimum(2), z.maximum(LIMITS.individuals)),
      20,
      `number of individuals per generation, 2 … ${LIMITS.individuals}`,
    ),
    parents: option(
      z.int().check(z.minimum(1)),
      5,
      "number of best individuals kept and bred from, 1 … population − 1",
    ),
    mutationStep: option(
      z.number().check(z.minimum(0), z.maximum(100)),
      0.1,
      "standard deviation of the mutation of every parameter, 0 … 100",
    ),
  })
  .check(
    z.superRefine(({ parents, population }, context) => {
      if (parents >= population) {
        context.addIssue({
          code: "custom",
          path: ["parents"],
          message: `expected fewer parents than individuals, got ${parents} parents of ${population}`,
        });
      }
    }),
  );

/**
 * The (μ+λ) evolution strategy with re-evaluated parents: sorted by fitness, the best μ stay unchanged; every
 * other individual is a uniformly chosen parent plus N(0, mutationStep²) on every parameter. Parents are scored
 * again each generation, on its fresh noise.
 *
 * Offspring i of generation g draws from the key (strategy, g, i + 1), so it depends on no other.
 *
 * @see Beyer & Schwefel, "Evolution strategies", Natural Computing 1 (2002), §1
 */
export const muPlusLambda: StrategyDefinition<MuPlusLambdaOptions> = {
  name: "mu-plus-lambda",
  summary: "(μ+λ) evolution strategy, parents scored again each generation",
  reference: "Beyer & Schwefel, Natural Computing 1 (2002)",
  schema,
  standardErrors: false,
  individuals: ({ population }) => population,
  grown: (options, _, factor) => ({
    ...options,
    population: Math.trunc(options.population * factor),
    parents: Math.trunc(options.parents * factor),
  }),
  create: (options, context, saved) => {
    let generation = saved?.generation ?? 0;
    let current =
      saved === undefined
        ? freshGenomes(context, 0, options.population)
        : savedPopulation(options, context, saved);
    return {
      name: "mu-plus-lambda",
      ask: () => current,
      tell: ({ fitness }) => {
        generation += 1;
        current = nextPopulation(options, context, current, fitness, generation);
      },
      save: () => ({
        name: "mu-plus-lambda",
        generation,
        arrays: {
          genomes: { shape: [options.population, context.space.parameters], data: current.genomes },
        },
        numbers: {},
      }),
    };
  },
};

function savedPopulation(
  { name, population }: MuPlusLambdaOptions,
  { space }: StrategyContext,
  saved: StrategyState,
): Population {
  checkContents(saved, name, ["genomes"], []);
  const genomes = savedArray(saved, "genomes", Float32Array, [population, space.parameters]);
  return { individuals: population, genomes };
}

function nextPopulation(
  { population, parents, mutationStep }: MuPlusLambdaOptions,
  { seed, space: { parameters }, normals }: StrategyContext,
  current: Population,
  fitness: Float64Array,
  generation: number,
): Population {
  const best = rankByFitness(fitness)
    .slice(0, parents)
    .map((individual) => genomeOf(current, individual));
  const genomes = new Float32Array(population * parameters);
  best.forEach((genome, i) => genomes.set(genome, i * parameters));
  const strategyKey = generationKey(seed, "strategy", generation);
  const step = f32(mutationStep);
  for (let individual = parents; individual < population; individual++) {
    const drawKey = individualKey(strategyKey, individual);
    const [word] = threefry2x32(drawKey, PARENT_STREAM, 0);
    const parent = best[Math.trunc((word / 0x100000000) * parents)]!;
    const mutation = normals(drawKey, parameters, MUTATION_STREAM);
    for (let p = 0; p < parameters; p++) {
      genomes[individual * parameters + p] = f32(parent[p]! + f32(step * mutation[p]!));
    }
  }
  return { individuals: population, genomes };
}
