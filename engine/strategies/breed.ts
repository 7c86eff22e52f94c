import { type Key, threefry2x32 } from "../../kernels/index.js";
import { type StepOptions, offspringStep } from "./step-laws.js";
import type { StrategyContext } from "./strategy.js";

/** Counters below an offspring's key: mutations draw from stream 0, the choice of parents from 1, recombination from 2. */
const MUTATION_STREAM = 0;
const PARENT_STREAM = 1;
const RECOMBINATION_STREAM = 2;

/** How offspring are made. */
export interface BreedingOptions extends StepOptions {
  readonly recombination: "none" | "uniform" | "intermediate";
}

/** A genome, and the step that led to it. */
export interface Individual {
  readonly genome: Float32Array;
  readonly step: number;
}

function chosen(parents: readonly Individual[], word: number): Individual {
  return parents[Math.trunc((word / 0x100000000) * parents.length)]!;
}

/** What two parents come to before mutation. */
function recombined(
  recombination: BreedingOptions["recombination"],
  one: Individual,
  other: Individual,
  drawKey: Key,
): Individual {
  const step = Math.sqrt(one.step * other.step);
  switch (recombination) {
    case "none":
      return one;
    case "intermediate":
      return { genome: one.genome.map((value, p) => (value + other.genome[p]!) / 2), step };
    case "uniform":
      return {
        genome: one.genome.map((value, p) => {
          const [word] = threefry2x32(drawKey, RECOMBINATION_STREAM, p);
          return word < 0x80000000 ? value : other.genome[p]!;
        }),
        step,
      };
  }
}

/**
 * An offspring: a uniformly chosen parent, or the recombination of two, plus step·scale·N(0, 1) on every parameter.
 *
 * @param drawKey the offspring's own key
 */
export function breed(
  options: BreedingOptions,
  context: StrategyContext,
  parents: readonly Individual[],
  drawKey: Key,
): Individual {
  const { scales, parameters } = context.space;
  const words = threefry2x32(drawKey, PARENT_STREAM, 0);
  const origin = recombined(
    options.recombination,
    chosen(parents, words[0]),
    chosen(parents, words[1]),
    drawKey,
  );
  const step = offspringStep(options, context, drawKey, origin.step);
  const mutation = context.normals(drawKey, parameters, MUTATION_STREAM);
  return { genome: origin.genome.map((value, p) => value + step * scales[p]! * mutation[p]!), step };
}
