import { generationKey, individualKey } from "../random/draw-keys.js";
import type { Population, Strategy, StrategyContext } from "./strategy.js";
import { checkContents, savedArray, type StrategyState } from "./strategy-state.js";

/** An individual as it was drawn: its standard normals, and where they put it. */
interface Sample {
  /** z, `[parameter]` */
  readonly normal: Float64Array;
  /** x, `[parameter]`: the displacement from the first genome, in units of the space's scales. */
  readonly point: Float64Array;
}

/**
 * A distribution of genomes that moves towards the better ones. It lives in displacements from a first genome, each
 * parameter in units of its scale; so its mean starts at 0, and a step of 1 is as large as fresh genomes differ.
 */
export interface SearchDistribution {
  /** All its parameters but single numbers, changed in place. */
  readonly arrays: Readonly<Record<string, Float64Array>>;
  /** Its parameters that are single numbers, changed in place. */
  readonly numbers: Record<string, number>;
  /** Where standard normals put an individual, `[parameter]`. */
  place(normal: Float64Array): Float64Array;
  /** Moves on. @param fitness `[individual]`, at least one of them finite */
  update(samples: readonly Sample[], fitness: Float64Array): void;
}

function restore(
  { arrays, numbers }: SearchDistribution,
  name: string,
  saved: StrategyState | undefined,
): number {
  if (saved === undefined) return 0;
  checkContents(saved, name, Object.keys(arrays), Object.keys(numbers));
  for (const [key, array] of Object.entries(arrays)) {
    array.set(savedArray(saved, key, Float64Array, [array.length]));
  }
  Object.assign(numbers, saved.numbers);
  return saved.generation;
}

/**
 * The strategy that draws every generation from a distribution and tells it what came of that. A generation without a
 * single finite fitness teaches nothing: the next is drawn from the same distribution.
 *
 * Individual i of generation g has the normals of the key (strategy, g, i + 1); the samples are drawn again from there
 * when a state is gone on from, which so holds the distribution alone.
 *
 * @param antithetic whether individuals come in pairs: every odd one has the normals of the one before it, negated
 */
export function distributionStrategy(
  name: string,
  individuals: number,
  distribution: SearchDistribution,
  { seed, space, normals }: StrategyContext,
  saved: StrategyState | undefined,
  antithetic = false,
): Strategy {
  const { parameters, scales } = space;
  const origin = space.draw(individualKey(generationKey(seed, "genomes", 0), 0));
  let generation = restore(distribution, name, saved);

  const draw = (): Sample[] => {
    const parent = generationKey(seed, "strategy", generation);
    return Array.from({ length: individuals }, (_, i) => {
      const mirrored = antithetic && i % 2 === 1;
      const normal = new Float64Array(normals(individualKey(parent, mirrored ? i - 1 : i), parameters));
      const own = mirrored ? normal.map((value) => -value) : normal;
      return { normal: own, point: distribution.place(own) };
    });
  };
  const populationOf = (drawn: readonly Sample[]): Population => {
    const genomes = new Float32Array(individuals * parameters);
    drawn.forEach(({ point }, i) => {
      for (let p = 0; p < parameters; p++) genomes[i * parameters + p] = origin[p]! + scales[p]! * point[p]!;
    });
    return { individuals, genomes };
  };

  let samples = draw();
  let population = populationOf(samples);
  return {
    name,
    ask: () => population,
    tell: ({ fitness }) => {
      if (fitness.some((f) => Number.isFinite(f))) distribution.update(samples, fitness);
      generation += 1;
      samples = draw();
      population = populationOf(samples);
    },
    save: () => ({
      name,
      generation,
      arrays: Object.fromEntries(
        Object.entries(distribution.arrays).map(([key, array]) => [
          key,
          { shape: [array.length], data: array.slice() },
        ]),
      ),
      numbers: { ...distribution.numbers },
    }),
  };
}
