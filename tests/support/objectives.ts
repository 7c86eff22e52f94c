import { type Key, normals } from "#kernels/index.js";
import { genomeOf, type GenomeSpace, STRATEGIES, type Strategy, type StrategyState } from "#engine/index.js";

/** A function to be minimised. */
export type Objective = (x: readonly number[]) => number;

/** Objectives whose least value is 0: easy; of condition 10⁶; a bent valley. */
export const OBJECTIVES: Readonly<Record<"sphere" | "ellipsoid" | "rosenbrock", Objective>> = {
  sphere: (x) => x.reduce((sum, value) => sum + value * value, 0),
  ellipsoid: (x) => x.reduce((sum, value, i) => sum + 1e6 ** (i / (x.length - 1)) * value * value, 0),
  rosenbrock: (x) =>
    x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0),
};

/** A space whose every genome begins at `start`, scales 1. */
export function spaceAt(start: readonly number[]): GenomeSpace {
  return {
    parameters: start.length,
    scales: new Float64Array(start.length).fill(1),
    draw: () => Float32Array.from(start),
    amplify: (genome, factor) => genome.map((value) => value * factor),
  };
}

/** A space whose genomes begin normally distributed around `centre`, scales 1. */
export function spaceAround(centre: readonly number[]): GenomeSpace {
  return {
    ...spaceAt(centre),
    draw: (drawKey) => {
      const offsets = normals(drawKey, centre.length);
      return Float32Array.from(centre, (value, p) => value + offsets[p]!);
    },
  };
}

/** What {@link strategyIn} may be given. */
export interface StrategySettings {
  readonly seed?: number;
  readonly normals?: (drawKey: Key, count: number, stream?: number) => ArrayLike<number>;
  readonly saved?: StrategyState;
}

/** The strategy of that name in a space of no network. */
export function strategyIn(
  space: GenomeSpace,
  { name, ...options }: { readonly name: string; readonly [option: string]: unknown },
  settings: StrategySettings = {},
): Strategy {
  const definition = STRATEGIES.find((one) => one.name === name)!;
  const context = { seed: settings.seed ?? 1, space, normals: settings.normals ?? normals };
  return definition.create(definition.schema.parse({ name, ...options }), context, settings.saved);
}

/** Genomes of the population in hand, as numbers. */
export function genomesOf(strategy: Strategy): number[][] {
  const population = strategy.ask();
  return Array.from({ length: population.individuals }, (_, i) => [...genomeOf(population, i)]);
}

/** Tells the strategy a generation of an objective, negated, as a strategy maximises; the least value of it. */
export function step(
  strategy: Strategy,
  objective: Objective,
  transform: (fitness: number) => number = (fitness) => fitness,
): number {
  const values = genomesOf(strategy).map(objective);
  const fitness = Float64Array.from(values, (value) => transform(-value));
  strategy.tell({ fitness, standardError: null });
  return Math.min(...values);
}

/** Evaluations, in whole generations, until one is at most `target`; ∞ where `budget` are not enough. */
export function evaluationsTo(
  strategy: Strategy,
  objective: Objective,
  target: number,
  budget: number,
): number {
  for (let evaluations = 0; evaluations < budget;) {
    evaluations += strategy.ask().individuals;
    if (step(strategy, objective) <= target) return evaluations;
  }
  return Infinity;
}
