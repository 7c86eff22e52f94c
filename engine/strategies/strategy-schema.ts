import * as z from "zod/mini";
import { LIMITS } from "../../kernels/index.js";
import { float32Schema, float64Schema } from "../codec/array-schemas.js";
import type { Evaluation, Population } from "./strategy.js";
import type { StrategyArray, StrategyState } from "./strategy-state.js";

/** A population, as messages carry it: its genomes are equally long. */
export const populationSchema: z.ZodMiniType<Population> = z
  .strictObject({
    individuals: z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
    genomes: float32Schema,
  })
  .check(
    z.refine(
      ({ genomes }) => genomes.byteLength <= LIMITS.arrayBytes,
      "the genomes are larger than any population's",
    ),
    z.refine(
      ({ individuals, genomes }) => genomes.length > 0 && genomes.length % individuals === 0,
      "the genomes cannot be cut into individuals",
    ),
  );

/** An evaluation, as messages carry it. */
export const evaluationSchema: z.ZodMiniType<Evaluation> = z
  .strictObject({
    fitness: float64Schema,
    standardError: z.nullable(float64Schema),
    gradient: z.exactOptional(float64Schema),
  })
  .check(
    z.refine(
      ({ fitness, standardError }) => standardError === null || standardError.length === fitness.length,
      "fitness and standard errors differ in number",
    ),
    z.refine(
      ({ fitness, gradient }) => gradient === undefined || gradient.length % fitness.length === 0,
      "the gradient cannot be cut into individuals",
    ),
  );

const strategyArraySchema: z.ZodMiniType<StrategyArray> = z
  .strictObject({
    shape: z.array(z.int().check(z.minimum(0))),
    data: z.union([float32Schema, float64Schema]),
  })
  .check(
    z.refine(
      ({ shape, data }) => shape.reduce((product, length) => product * length, 1) === data.length,
      "the data do not fill the shape",
    ),
  );

/** A strategy's state, as messages carry it; only the strategy can judge what it means. */
export const strategyStateSchema: z.ZodMiniType<StrategyState> = z.strictObject({
  name: z.string().check(z.maxLength(100)),
  generation: z.int().check(z.minimum(0)),
  arrays: z.record(z.string(), strategyArraySchema),
  // NaN and ±∞ too.
  numbers: z.record(
    z.string(),
    z.custom<number>((value) => typeof value === "number", "expected a number"),
  ),
});
