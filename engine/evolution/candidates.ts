import { genomeOf, type Population, rankByFitness } from "../strategies/strategy.js";

/** How many generations back a candidate for champion may have been scored. */
export const RECENT_GENERATIONS = 10;

/** A genome that may become the champion. */
export interface Candidate {
  readonly genome: Float32Array;
  /** Its latest selected fitness, and the generation of that. */
  readonly fitness: number;
  readonly generation: number;
}

function sameGenome(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, p) => Object.is(value, b[p]));
}

function includes(population: Population, genome: Float32Array): boolean {
  for (let individual = 0; individual < population.individuals; individual++) {
    if (sameGenome(genomeOf(population, individual), genome)) return true;
  }
  return false;
}

/**
 * The candidates after one more generation: the best `limit` distinct genomes of the last ten generations, each
 * with its latest fitness, best first; equal ones the newer first.
 */
export function updateCandidates(
  candidates: readonly Candidate[],
  population: Population,
  fitness: Float64Array,
  generation: number,
  limit: number,
): Candidate[] {
  const latest: Candidate[] = [];
  for (const individual of rankByFitness(fitness)) {
    if (latest.length === limit || !Number.isFinite(fitness[individual]!)) break;
    const genome = genomeOf(population, individual);
    if (latest.some((other) => sameGenome(other.genome, genome))) continue;
    latest.push({ genome: genome.slice(), fitness: fitness[individual]!, generation });
  }
  const earlier = candidates.filter(
    (old) => generation - old.generation < RECENT_GENERATIONS && !includes(population, old.genome),
  );
  return [...latest, ...earlier].sort((a, b) => b.fitness - a.fitness).slice(0, limit);
}

/** An individual of a generation as the only candidate. */
export function soleCandidate(
  population: Population,
  individual: number,
  fitness: Float64Array,
  generation: number,
): Candidate {
  return { genome: genomeOf(population, individual).slice(), fitness: fitness[individual]!, generation };
}

/** The genomes of candidates, as a population. */
export function populationOf(candidates: readonly Candidate[]): Population {
  const parameters = candidates[0]?.genome.length ?? 0;
  const genomes = new Float32Array(candidates.length * parameters);
  candidates.forEach(({ genome }, i) => {
    genomes.set(genome, i * parameters);
  });
  return { individuals: candidates.length, genomes };
}
