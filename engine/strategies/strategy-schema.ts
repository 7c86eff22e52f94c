import * as z from "zod";
import { LIMITS } from "../../kernels/index.js";
import { float32Schema, float64Schema } from "../codec/array-schemas.js";
import type { Evaluation, Population } from "./strategy.js";
import type { StrategyArray, StrategyState } from "./strategy-state.js";

/** A population, as messages carry it: its genomes are equally long. */
export const populationSchema: z.ZodType<Population> = z
  .strictObject({ individuals: z.int().min(1).max(LIMITS.individuals), genomes: float32Schema })
  .refine(
    ({ genomes }) => genomes.byteLength <= LIMITS.arrayBytes,
    "the genomes are larger than any population's",
  )
  .refine(
    ({ individuals, genomes }) => genomes.length > 0 && genomes.length % individuals === 0,
    "the genomes cannot be cut into individuals",
  );

/** An evaluation, as messages carry it. */
export const evaluationSchema: z.ZodType<Evaluation> = z
  .strictObject({
    fitness: float64Schema,
    standardError: float64Schema.nullable(),
    gradient: float64Schema.exactOptional(),
  })
  .refine(
    ({ fitness, standardError }) => standardError === null || standardError.length === fitness.length,
    "fitness and standard errors differ in number",
  )
  .refine(
    ({ fitness, gradient }) => gradient === undefined || gradient.length % fitness.length === 0,
    "the gradient cannot be cut into individuals",
  );

const strategyArraySchema: z.ZodType<StrategyArray> = z
  .strictObject({ shape: z.array(z.int().min(0)), data: z.union([float32Schema, float64Schema]) })
  .refine(
    ({ shape, data }) => shape.reduce((product, length) => product * length, 1) === data.length,
    "the data do not fill the shape",
  );

/** Named values of one kind; z.record and z.string would bring 22 kB into a browser's bundle. */
function named<T>(values: z.ZodType<T>): z.ZodType<Record<string, T>> {
  return z.object({}).catchall(values);
}

/** A strategy's state, as messages carry it; only the strategy can judge what it means. */
export const strategyStateSchema: z.ZodType<StrategyState> = z.strictObject({
  name: z.custom<string>((value) => typeof value === "string" && value.length <= 100, "expected a name"),
  generation: z.int().min(0),
  arrays: named(strategyArraySchema),
  // NaN and ±∞ too.
  numbers: named(z.custom<number>((value) => typeof value === "number", "expected a number")),
});
