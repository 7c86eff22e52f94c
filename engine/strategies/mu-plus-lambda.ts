import { normals, threefry2x32 } from "../../kernels/index.js";
import { lecunNormal } from "../network/lecun-normal.js";
import { generationKey, individualKey } from "../random/draw-keys.js";
import { genomeOf, type Population, rankByFitness, type Strategy, type StrategyState } from "./strategy.js";

const f32 = Math.fround;
/** Counters below an offspring's key: mutations draw from stream 0, the choice of the parent from stream 1. */
const MUTATION_STREAM = 0;
const PARENT_STREAM = 1;

/** Options of the (μ+λ) strategy. */
export interface MuPlusLambdaOptions {
  readonly seed: number;
  readonly hidden: readonly number[];
  readonly population: number;
  /** μ: how many of the best are kept unchanged and bred from. */
  readonly parents: number;
  /** Standard deviation of the mutation of every parameter. */
  readonly mutationStep: number;
}

/**
 * The (μ+λ) evolution strategy with re-evaluated parents: sorted by fitness, the best μ stay unchanged; every
 * other individual is a uniformly chosen parent plus N(0, mutationStep²) on every parameter. Parents are scored
 * again each generation, on its fresh noise.
 *
 * Offspring i of generation g draws from the key (strategy, g, i + 1), so it depends on no other.
 *
 * @see Beyer & Schwefel, "Evolution strategies", Natural Computing 1 (2002), §1
 */
export function createMuPlusLambda(options: MuPlusLambdaOptions, saved?: StrategyState): Strategy {
  let state = saved ?? { generation: 0, population: firstPopulation(options) };
  return {
    name: "mu-plus-lambda",
    ask: () => state.population,
    tell: (fitness) => {
      const generation = state.generation + 1;
      state = { generation, population: nextPopulation(options, state.population, fitness, generation) };
    },
    save: () => state,
  };
}

function firstPopulation({ seed, hidden, population }: MuPlusLambdaOptions): Population {
  const parent = generationKey(seed, "genomes", 0);
  const rows = Array.from({ length: population }, (_, i) => lecunNormal(hidden, individualKey(parent, i)));
  return { individuals: population, genomes: Float32Array.from(rows.flatMap((row) => [...row])) };
}

function nextPopulation(
  { seed, population, parents, mutationStep }: MuPlusLambdaOptions,
  current: Population,
  fitness: Float64Array,
  generation: number,
): Population {
  const best = rankByFitness(fitness)
    .slice(0, parents)
    .map((individual) => genomeOf(current, individual));
  const parameters = current.genomes.length / current.individuals;
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
