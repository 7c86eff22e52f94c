import * as z from "zod";
import { EVALUATIONS, LIMITS } from "../../kernels/index.js";
import { ESTIMATOR_NAMES } from "../information/entropy-estimators.js";
import type { Config } from "./config.js";

/** Checks a list of time steps dt / part. */
export const timeStepsSchema: z.ZodArray<z.ZodInt> = z
  .array(z.int().min(1).max(LIMITS.refinement))
  .min(1)
  .refine((parts) => parts.every((part, i) => i === 0 || part > parts[i - 1]!), "expected ascending parts");

const keys = z.strictObject({
  replicates: z
    .int()
    .min(1)
    .max(LIMITS.replicates)
    .default(100)
    .describe("number of replicates simulated per individual and generation, 1 … 2²¹ − 1"),
  randomNumbers: z
    .enum(["common", "independent"])
    .default("common")
    .describe(
      "use of random numbers: common, all individuals of a generation see the same noise; independent, each its own",
    ),
  estimator: z.enum(ESTIMATOR_NAMES).default("plug-in").describe("estimator of whole-pattern entropy"),
  regulation: z
    .enum(EVALUATIONS)
    .default("table")
    .describe("evaluation of f: table, sampled once and interpolated; direct, the network in every step"),
  timeSteps: timeStepsSchema
    .default([1])
    .describe(
      `list of ascending parts, 1 … ${LIMITS.refinement}: fitness is the least of the utilities at dt / part`,
    ),
  racing: z
    .strictObject({
      replicates: z
        .int()
        .min(1)
        .max(LIMITS.replicates)
        .default(8)
        .describe("number of replicates that all individuals are screened on"),
      promoted: z
        .int()
        .min(1)
        .max(LIMITS.individuals)
        .default(12)
        .describe("number of best individuals that are promoted to evaluation.replicates"),
    })
    .nullable()
    .default(null)
    .describe("screening of all individuals on few replicates, of which the best are promoted, or null"),
  rescoring: z
    .strictObject({
      individuals: z
        .int()
        .min(1)
        .max(LIMITS.individuals)
        .default(4)
        .describe("number of best individuals that are scored again"),
      replicates: z
        .int()
        .min(1)
        .max(LIMITS.replicates)
        .default(128)
        .describe("number of further replicates; fitness is the average over all"),
    })
    .nullable()
    .default(null)
    .describe("second scoring of the best on further replicates, or null"),
  maxReplicates: z
    .int()
    .min(1)
    .max(LIMITS.replicates)
    .nullable()
    .default(null)
    .describe(
      "largest number of replicates, up to which they are doubled when the fitness of a generation spreads less than its standard error, or null",
    ),
});

/** Checks how generations are evaluated and fills in defaults. */
export const evaluationSchema: z.ZodType<Config["evaluation"]> = keys.superRefine(
  ({ replicates, maxReplicates, racing, rescoring }, context) => {
    if (maxReplicates !== null && maxReplicates < replicates) {
      context.addIssue({
        code: "custom",
        path: ["maxReplicates"],
        message: `expected at least evaluation.replicates = ${replicates}, got ${maxReplicates}`,
      });
    }
    // Each scoring of a generation takes other replicates of it.
    const all = (racing?.replicates ?? 0) + (maxReplicates ?? replicates) + (rescoring?.replicates ?? 0);
    if (all > LIMITS.replicates) {
      context.addIssue({
        code: "custom",
        path: [maxReplicates === null ? "replicates" : "maxReplicates"],
        message: `expected at most ${LIMITS.replicates} replicates of a generation with those of racing and rescoring, got ${all}`,
      });
    }
  },
);
