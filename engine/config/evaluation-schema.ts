import * as z from "zod/mini";
import { option } from "../option.js";
import { EVALUATIONS, LIMITS } from "../../kernels/index.js";
import { ESTIMATOR_NAMES } from "../information/entropy-estimators.js";
import type { Config } from "./config.js";

/** Checks a list of time steps dt / part. */
export const timeStepsSchema: z.ZodMiniArray<z.ZodMiniNumberFormat> = z
  .array(z.int().check(z.minimum(1), z.maximum(LIMITS.refinement)))
  .check(
    z.minLength(1),
    z.refine(
      (parts) => parts.every((part, i) => i === 0 || part > parts[i - 1]!),
      "expected ascending parts",
    ),
  );

const keys = z.strictObject({
  replicates: option(
    z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
    100,
    "number of replicates simulated per individual and generation, 1 … 2²¹ − 1",
  ),
  randomNumbers: option(
    z.enum(["common", "independent"]),
    "common",
    "use of random numbers: common, all individuals of a generation see the same noise; independent, each its own",
  ),
  estimator: option(z.enum(ESTIMATOR_NAMES), "plug-in", "estimator of whole-pattern entropy"),
  regulation: option(
    z.enum(EVALUATIONS),
    "table",
    "evaluation of f: table, sampled once and interpolated; direct, the network in every step",
  ),
  timeSteps: option(
    timeStepsSchema,
    [1],
    `list of ascending parts, 1 … ${LIMITS.refinement}: fitness is the least of the utilities at dt / part`,
  ),
  racing: option(
    z.nullable(
      z.strictObject({
        replicates: option(
          z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
          8,
          "number of replicates that all individuals are screened on",
        ),
        promoted: option(
          z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
          12,
          "number of best individuals that are promoted to evaluation.replicates",
        ),
      }),
    ),
    null,
    "screening of all individuals on few replicates, of which the best are promoted, or null",
  ),
  rescoring: option(
    z.nullable(
      z.strictObject({
        individuals: option(
          z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
          4,
          "number of best individuals that are scored again",
        ),
        replicates: option(
          z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
          128,
          "number of further replicates; fitness is the average over all",
        ),
      }),
    ),
    null,
    "second scoring of the best on further replicates, or null",
  ),
  maxReplicates: option(
    z.nullable(z.int().check(z.minimum(1), z.maximum(LIMITS.replicates))),
    null,
    "largest number of replicates, up to which they are doubled when the fitness of a generation spreads less than its standard error, or null",
  ),
});

/** Checks how generations are evaluated and fills in defaults. */
export const evaluationSchema: z.ZodMiniType<Config["evaluation"]> = keys.check(
  z.superRefine(({ replicates, maxReplicates, racing, rescoring }, context) => {
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
  }),
);
