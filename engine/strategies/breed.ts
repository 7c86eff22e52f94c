import { exp, type Key, threefry2x32 } from "../../kernels/index.js";
import { uniform } from "../../kernels/random/normal.js";
import { type StepOptions, offspringStep } from "./step-laws.js";
import type { StrategyContext } from "./strategy.js";

/** Counters below an offspring's key: mutations draw from stream 0, the choice of parents from 1, recombination from 2. */
const MUTATION_STREAM = 0;
const PARENT_STREAM = 1;
const RECOMBINATION_STREAM = 2;
/** Whether an offspring is amplified, from stream 4, and how much, from 5. */
const AMPLIFIED_STREAM = 4;
const FACTOR_STREAM = 5;
/** Standard deviation of the logarithm of that factor: mostly a half to twice. */
const FACTOR_DEVIATION = 0.7;

/** How offspring are made. */
export interface BreedingOptions extends StepOptions {
  readonly recombination: "none" | "uniform" | "intermediate";
  /** Share of the offspring whose only mutation is that their function is so many times as large. */
  readonly amplified: number;
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
 * An offspring: a uniformly chosen parent, or the recombination of two, plus step·scale·N(0, 1) on every parameter; or, of
 * a share of them, its function times a log-normal factor.
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
  const [word] = threefry2x32(drawKey, AMPLIFIED_STREAM, 0);
  if (uniform(word) <= options.amplified) {
    const factor = exp(FACTOR_DEVIATION * context.normals(drawKey, 1, FACTOR_STREAM)[0]!);
    return { genome: context.space.amplify(origin.genome, factor), step: origin.step };
  }
  const step = offspringStep(options, context, drawKey, origin.step);
  const mutation = context.normals(drawKey, parameters, MUTATION_STREAM);
  return { genome: origin.genome.map((value, p) => value + step * scales[p]! * mutation[p]!), step };
}
