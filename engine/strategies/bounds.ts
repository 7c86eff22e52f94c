import * as z from "zod/mini";
import type { Evaluation, Population, Strategy } from "./strategy.js";

const f32 = Math.fround;

/** The least and the largest value that a parameter may have. */
export type Bounds = readonly [low: number, high: number];

const bound = z.number().check(z.minimum(-1e6), z.maximum(1e6));

/** Checks the bounds of parameters. */
export const boundsSchema: z.ZodMiniType<Bounds> = z
  .tuple([bound, bound])
  .check(
    z.refine(([low, high]) => f32(low) < f32(high), "expected the lower bound first, two different numbers"),
  );

/** `value` where it is within the bounds, else what it is mirrored to at them, as often as it takes. */
function mirrored(value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  const width = high - low;
  const past = (value - low) % (2 * width);
  const within = past < 0 ? past + 2 * width : past;
  return Math.min(high, Math.max(low, low + (within > width ? 2 * width - within : within)));
}

/** Whether a value is mirrored an odd number of times, so that what is mirrored falls where it rises. */
function isReversed(value: number, low: number, high: number): boolean {
  return Math.abs(Math.floor((value - low) / (high - low))) % 2 === 1;
}

/** What was told of mirrored genomes, as what it says of those that were asked for. */
function unmirrored({ gradient, ...told }: Evaluation, { genomes }: Population, bounds: Bounds): Evaluation {
  if (gradient === undefined) return told;
  const turned = gradient.map((slope, i) => (isReversed(genomes[i]!, ...bounds) ? -slope : slope));
  return { ...told, gradient: turned };
}

/**
 * A strategy whose genomes stay within bounds, rounded to f32, without its knowing: what it asks for is mirrored at them, so
 * to it fitness is a function of all numbers that repeats beyond. Clipping would make it flat there instead, and a
 * distribution that has drifted out would hear nothing that leads it back.
 */
export function withinBounds(strategy: Strategy, bounds: Bounds): Strategy {
  const [low, high] = [f32(bounds[0]), f32(bounds[1])];
  const bounded = ({ individuals, genomes }: Population): Population => ({
    individuals,
    genomes: genomes.map((value) => mirrored(value, low, high)),
  });
  let population = bounded(strategy.ask());
  return {
    name: strategy.name,
    ask: () => population,
    tell: (evaluation) => {
      strategy.tell(unmirrored(evaluation, strategy.ask(), [low, high]));
      population = bounded(strategy.ask());
    },
    save: () => strategy.save(),
  };
}
