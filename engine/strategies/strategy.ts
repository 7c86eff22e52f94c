import type { Key } from "../../kernels/index.js";
import type { StrategyState } from "./strategy-state.js";

/** Genomes of one generation, `[individual][parameter]`, row-major. */
export interface Population {
  readonly individuals: number;
  readonly genomes: Float32Array;
}

/** What came of evaluating a population, as a strategy is told it. */
export interface Evaluation {
  /** `[individual]`, higher is better: fitness is maximised. What is not finite is of an invalid individual, NaN or ±∞. */
  readonly fitness: Float64Array;
  /** `[individual]`, standard errors of the fitness; null where they were not measured. */
  readonly standardError: Float64Array | null;
  /**
   * `[individual][parameter]`, of the fitness or of a soft one; NaN of individuals without one. Absent where none was asked
   * for.
   */
  readonly gradient?: Float64Array;
}

/** Where genomes come from: how many parameters they have, and the law of the first ones. */
export interface GenomeSpace {
  readonly parameters: number;
  /** `[parameter]`: the standard deviations of the first genomes, which steps may be measured by. */
  readonly scales: Float64Array;
  /** A fresh genome, `[parameter]`. @param drawKey the individual's own key */
  draw(drawKey: Key): Float32Array;
  /** The genome whose function is `factor` times as large. */
  amplify(genome: Float32Array, factor: number): Float32Array;
}

/** What every strategy is given beside its options. */
export interface StrategyContext {
  readonly seed: number;
  readonly space: GenomeSpace;
  /** Standard normals, `count` of a drawing key's stream: the same ones for the same arguments. */
  readonly normals: (drawKey: Key, count: number, stream?: number) => ArrayLike<number>;
}

/**
 * A search by ask and tell: `ask` gives the population to evaluate, `tell` takes what came of it and makes the next, which
 * is to have a higher fitness; invalid individuals rank last, and a generation of nothing else is no error.
 * Deterministic: what it does depends on its context, its options, its state and what it is told, nothing else.
 */
export interface Strategy {
  readonly name: string;
  /** The population of the generation in hand, the same until `tell`. */
  ask(): Population;
  tell(evaluation: Evaluation): void;
  /** The state to go on from, see `createStrategy`; nothing told later changes it. */
  save(): StrategyState;
}

/** Genome `individual` of a population, a view. */
export function genomeOf({ genomes, individuals }: Population, individual: number): Float32Array {
  const parameters = genomes.length / individuals;
  return genomes.subarray(individual * parameters, (individual + 1) * parameters);
}

/** Individuals from best to worst: by fitness, equal ones by lower index; those whose fitness is not finite last, by index. */
export function rankByFitness(fitness: ArrayLike<number>): number[] {
  return Array.from({ length: fitness.length }, (_, i) => i).sort((a, b) => {
    const [of, other] = [fitness[a]!, fitness[b]!];
    const [valid, otherValid] = [Number.isFinite(of), Number.isFinite(other)];
    if (valid && otherValid && of !== other) return other > of ? 1 : -1;
    return Number(otherValid) - Number(valid) || a - b;
  });
}
