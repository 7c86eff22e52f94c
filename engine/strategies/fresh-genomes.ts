import { generationKey, individualKey } from "../random/draw-keys.js";
import type { Population, StrategyContext } from "./strategy.js";

/** Fresh genomes of a generation, each drawn from the key (genomes, generation, individual + 1). */
export function freshGenomes(
  { seed, space }: StrategyContext,
  generation: number,
  individuals: number,
): Population {
  const parent = generationKey(seed, "genomes", generation);
  const genomes = new Float32Array(individuals * space.parameters);
  for (let i = 0; i < individuals; i++)
    genomes.set(space.draw(individualKey(parent, i)), i * space.parameters);
  return { individuals, genomes };
}
