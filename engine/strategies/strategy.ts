/** Genomes of one generation, `[individual][parameter]`, row-major. */
export interface Population {
  readonly individuals: number;
  readonly genomes: Float32Array;
}

/** All that a strategy needs to go on from: plain numbers and arrays, so that it can be written down. */
export interface StrategyState {
  /** The generation that `ask` gives. */
  readonly generation: number;
  readonly population: Population;
}

/**
 * A search by ask and tell: `ask` gives the population to evaluate, `tell` takes its fitness and makes the next.
 * Deterministic: what it does depends on its options, its state and the fitness it is told, nothing else.
 */
export interface Strategy {
  readonly name: string;
  ask(): Population;
  /** @param fitness `[individual]`, higher is better, NaN for invalid individuals */
  tell(fitness: Float64Array): void;
  /** The state to go on from; see `createStrategy`. */
  save(): StrategyState;
}

/** Genome `individual` of a population, a view. */
export function genomeOf({ genomes, individuals }: Population, individual: number): Float32Array {
  const parameters = genomes.length / individuals;
  return genomes.subarray(individual * parameters, (individual + 1) * parameters);
}

/** Individuals from best to worst: by fitness, equal ones by lower index, NaN last. */
export function rankByFitness(fitness: ArrayLike<number>): number[] {
  const value = (i: number): number => {
    const f = fitness[i]!;
    return Number.isNaN(f) ? -Infinity : f;
  };
  const invalid = (i: number): number => (Number.isNaN(fitness[i]!) ? 1 : 0);
  return Array.from({ length: fitness.length }, (_, i) => i).sort((a, b) => {
    if (invalid(a) !== invalid(b)) return invalid(a) - invalid(b);
    if (value(a) === value(b)) return a - b;
    return value(b) > value(a) ? 1 : -1;
  });
}
