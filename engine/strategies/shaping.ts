import * as z from "zod/mini";
import { option } from "../option.js";
import { log } from "../../kernels/index.js";
import { rankByFitness } from "./strategy.js";

/**
 * How a fitness becomes a utility, the weight of an individual in a gradient: `[individual]`, sum 0, of the order of one
 * over the number of individuals. At least one fitness is finite; invalid individuals count as the worst.
 */
type Shaping = (fitness: Float64Array) => Float64Array;

/** `weights[rank]`, the best's first, given to the individuals; equal ones by index, which is independent of their draws. */
export function byRank(weights: Float64Array, fitness: Float64Array): Float64Array {
  const shaped = new Float64Array(fitness.length);
  rankByFitness(fitness).forEach((individual, rank) => {
    shaped[individual] = weights[rank]!;
  });
  return shaped;
}

/** max(0, ln(λ/2 + 1) − ln k) of rank k = 1 … λ, scaled to sum 1, less 1/λ: Wierstra et al., JMLR 15 (2014), §3.1. */
function logRank(fitness: Float64Array): Float64Array {
  const { length } = fitness;
  const weights = Float64Array.from({ length }, (_, k) => Math.max(0, log(length / 2 + 1) - log(k + 1)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return byRank(
    weights.map((weight) => weight / sum - 1 / length),
    fitness,
  );
}

/** Ranks spread evenly from ½ to −½, over λ: Salimans et al., arXiv:1703.03864, §2.1. */
function centredRank(fitness: Float64Array): Float64Array {
  const { length } = fitness;
  return byRank(
    Float64Array.from({ length }, (_, rank) => (0.5 - rank / (length - 1)) / length),
    fitness,
  );
}

/** (f − mean) / standard deviation, over λ; all 0 where all are equal. Depends on the fitness itself, not on ranks alone. */
function standardised(fitness: Float64Array): Float64Array {
  const { length } = fitness;
  const worst = fitness.reduce((least, f) => (f < least && Number.isFinite(f) ? f : least), Infinity);
  const values = fitness.map((f) => (Number.isFinite(f) ? f : worst));
  const mean = values.reduce((sum, f) => sum + f, 0) / length;
  const deviation = Math.sqrt(values.reduce((sum, f) => sum + (f - mean) * (f - mean), 0) / length);
  return values.map((f) => (deviation > 0 ? (f - mean) / (deviation * length) : 0));
}

/** The name of a fitness shaping in a configuration. */
export type ShapingName = "log-rank" | "centred-rank" | "standardised";

const SHAPINGS: Readonly<Record<ShapingName, Shaping>> = {
  "log-rank": logRank,
  "centred-rank": centredRank,
  standardised,
};

/** The option `shaping` of a strategy whose paper leaves it open. @param initial the paper's own */
export function shapingOption(
  initial: ShapingName,
): z.ZodMiniDefault<z.ZodMiniEnum<{ [Name in ShapingName]: Name }>> {
  return option(
    z.enum(["log-rank", "centred-rank", "standardised"]),
    initial,
    "shaping of fitness: log-rank or centred-rank, by ranks alone; standardised, by fitness in standard deviations",
  );
}

/** The utilities of a generation, `[individual]`. */
export function utilities(shaping: ShapingName, fitness: Float64Array): Float64Array {
  return SHAPINGS[shaping](fitness);
}
