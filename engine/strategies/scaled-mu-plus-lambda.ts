import { generationKey, individualKey } from "../random/draw-keys.js";
import { breed, type Individual } from "./breed.js";
import { freshGenomes } from "./fresh-genomes.js";
import { type ScaledMuPlusLambdaOptions, scaledMuPlusLambdaSchema } from "./scaled-mu-plus-lambda-options.js";
import { genomeOf, type Population, rankByFitness, type StrategyContext } from "./strategy.js";
import type { StrategyDefinition } from "./strategy-definition.js";
import { checkContents, savedArray, type StrategyState } from "./strategy-state.js";

/** An individual with its mean fitness over earlier generations, if it is averaged. */
interface Member extends Individual {
  readonly fitness: number;
  readonly evaluations: number;
}

/**
 * The (μ+λ) evolution strategy with re-evaluated parents, whose steps are measured by the scale of each parameter: the best
 * μ stay; some individuals may be fresh draws; every other is an offspring (`breed.ts`) with a step of its own
 * (`step-laws.ts`). Parents are scored again each generation, on its fresh noise, and ranked by that or by their mean so far.
 *
 * Individual i of generation g draws from the key (strategy, g, i + 1), a fresh one from (genomes, g, 1 …).
 *
 * @see Beyer & Schwefel, "Evolution strategies", Natural Computing 1 (2002), §§1–4
 */
export const scaledMuPlusLambda: StrategyDefinition<ScaledMuPlusLambdaOptions> = {
  name: "scaled-mu-plus-lambda",
  summary: "(μ+λ) evolution strategy with steps by the scale of each parameter, immigrants, recombination",
  reference: "Beyer & Schwefel, Natural Computing 1 (2002)",
  schema: scaledMuPlusLambdaSchema,
  standardErrors: false,
  individuals: ({ population, initialPopulation }) => Math.max(population, initialPopulation ?? 0),
  grown: (options, _, factor) => ({
    ...options,
    population: Math.trunc(options.population * factor),
    initialPopulation:
      options.initialPopulation === null ? null : Math.trunc(options.initialPopulation * factor),
    parents: Math.trunc(options.parents * factor),
    immigrants: Math.trunc(options.immigrants * factor),
  }),
  create: (options, context, saved) => {
    let generation = saved?.generation ?? 0;
    let members =
      saved === undefined ? firstMembers(options, context) : savedMembers(options, context, saved);
    let population = populationOf(members);
    return {
      name: "scaled-mu-plus-lambda",
      ask: () => population,
      tell: ({ fitness }) => {
        generation += 1;
        members = nextMembers(options, context, members, fitness, generation);
        population = populationOf(members);
      },
      save: () => {
        const column = (value: (member: Member) => number): { shape: number[]; data: Float64Array } => ({
          shape: [members.length],
          data: Float64Array.from(members, value),
        });
        return {
          name: "scaled-mu-plus-lambda",
          generation,
          arrays: {
            genomes: { shape: [members.length, context.space.parameters], data: population.genomes },
            steps: column(({ step }) => step),
            fitness: column(({ fitness }) => fitness),
            evaluations: column(({ evaluations }) => evaluations),
          },
          numbers: {},
        };
      },
    };
  },
};

function populationOf(members: readonly Member[]): Population {
  const parameters = members[0]!.genome.length;
  const genomes = new Float32Array(members.length * parameters);
  members.forEach(({ genome }, i) => genomes.set(genome, i * parameters));
  return { individuals: members.length, genomes };
}

/** Individuals of which nothing is known yet. */
function unknown({ step }: ScaledMuPlusLambdaOptions, population: Population): Member[] {
  return Array.from({ length: population.individuals }, (_, i) => ({
    genome: genomeOf(population, i),
    step,
    fitness: 0,
    evaluations: 0,
  }));
}

function firstMembers(options: ScaledMuPlusLambdaOptions, context: StrategyContext): Member[] {
  return unknown(options, freshGenomes(context, 0, options.initialPopulation ?? options.population));
}

function savedMembers(
  { name, population, initialPopulation }: ScaledMuPlusLambdaOptions,
  { space: { parameters } }: StrategyContext,
  saved: StrategyState,
): Member[] {
  checkContents(saved, name, ["genomes", "steps", "fitness", "evaluations"], []);
  const individuals = saved.generation === 0 ? (initialPopulation ?? population) : population;
  const genomes = savedArray(saved, "genomes", Float32Array, [individuals, parameters]);
  const steps = savedArray(saved, "steps", Float64Array, [individuals]);
  const fitness = savedArray(saved, "fitness", Float64Array, [individuals]);
  const evaluations = savedArray(saved, "evaluations", Float64Array, [individuals]);
  return Array.from({ length: individuals }, (_, i) => ({
    genome: genomeOf({ individuals, genomes }, i),
    step: steps[i]!,
    fitness: fitness[i]!,
    evaluations: evaluations[i]!,
  }));
}

/** The member after it was told another fitness. */
function told(member: Member, fitness: number): Member {
  const evaluations = member.evaluations + 1;
  return { ...member, fitness: member.fitness + (fitness - member.fitness) / evaluations, evaluations };
}

function nextMembers(
  options: ScaledMuPlusLambdaOptions,
  context: StrategyContext,
  members: readonly Member[],
  fitness: Float64Array,
  generation: number,
): Member[] {
  const { population, parents, immigrants, averaging } = options;
  const known = averaging ? members.map((member, i) => told(member, fitness[i]!)) : members;
  const best = rankByFitness(averaging ? known.map((member) => member.fitness) : fitness)
    .slice(0, parents)
    .map((individual) => known[individual]!);
  const fresh = unknown(options, freshGenomes(context, generation, immigrants));
  const strategyKey = generationKey(context.seed, "strategy", generation);
  const offspring = Array.from({ length: population - parents - immigrants }, (_, i) => ({
    ...breed(options, context, best, individualKey(strategyKey, parents + immigrants + i)),
    fitness: 0,
    evaluations: 0,
  }));
  return [...best, ...fresh, ...offspring];
}
