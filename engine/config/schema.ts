import * as z from "zod";
import { CONNECTIVITIES, CONNECTIVITY_NAMES, LIMITS } from "../../kernels/index.js";
import type { ModelConfig } from "../models/configured-model.js";
import { regulated } from "../models/models.js";
import { boundsSchema } from "../strategies/bounds.js";
import { restartsSchema } from "../strategies/restarts.js";
import { DEFAULT_STRATEGY, strategyNamed, strategySchema } from "../strategies/registry.js";
import type { Config } from "./config.js";
import { evaluationSchema, timeStepsSchema } from "./evaluation-schema.js";

/** How far duration / dt may be from a whole number of steps. */
const STEP_TOLERANCE = 1e-6;

/** Steps of a configuration: its champion is simulated with more, see {@link LIMITS.refinement}. */
const MOST_STEPS = Math.trunc(LIMITS.steps / LIMITS.refinement);

/** Number of steps, duration / dt, as a whole number. */
export function stepsOf(duration: number, dt: number): number {
  return Math.round(duration / dt);
}

const model = z
  .strictObject({
    cells: z.int().min(1).max(LIMITS.cells).default(7).describe(`number of cells N, 1 … ${LIMITS.cells}`),
    boundary: z
      .enum(CONNECTIVITY_NAMES)
      .default("open")
      .describe(
        `boundary of the line: ${CONNECTIVITY_NAMES.map((name) => `${name}, ${CONNECTIVITIES[name].description}`).join("; ")}`,
      ),
    duration: z
      .number()
      .positive()
      .max(1e6)
      .default(20)
      .describe("simulated time T > 0, a whole number of steps"),
    dt: z.number().positive().max(1).default(0.01).describe("length of an Euler–Maruyama step, 0 < dt ≤ 1"),
    noiseStrength: z.number().min(0).max(100).default(0.1).describe("noise strength σ, 0 … 100"),
    initialMean: z.number().min(0).max(1).default(0.5).describe("mean of the initial states, 0 … 1"),
    initialSpread: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.1)
      .describe("half-width of the uniform initial states, 0 … 0.5; mean ± spread within [0, 1]"),
    thresholds: z
      .array(z.number().min(0).max(1))
      .min(1)
      .max(LIMITS.fates - 1)
      .default([0.5])
      .describe(
        `list of 1 … ${LIMITS.fates - 1} ascending thresholds; a cell's fate is how many are ≤ its state`,
      ),
  })
  .superRefine((value, context) => {
    const steps = value.duration / value.dt;
    // Rules of several keys speak only of keys that are valid by themselves.
    if (steps > MOST_STEPS) {
      context.addIssue({
        code: "custom",
        path: ["dt"],
        message: `expected at most ${MOST_STEPS} steps, a quarter of what the counter of the noise has room for, got duration / dt = ${value.duration} / ${value.dt} = ${steps}`,
      });
    } else if (steps > 0 && (Math.abs(steps - Math.round(steps)) > STEP_TOLERANCE || Math.round(steps) < 1)) {
      context.addIssue({
        code: "custom",
        path: ["duration"],
        message: `expected a whole number of steps, got duration / dt = ${value.duration} / ${value.dt} = ${steps}`,
      });
    }
    if (value.initialMean - value.initialSpread < 0 || value.initialMean + value.initialSpread > 1) {
      context.addIssue({
        code: "custom",
        path: ["initialSpread"],
        message: `expected initialMean ± initialSpread within [0, 1], got ${value.initialMean} ± ${value.initialSpread}`,
      });
    }
    if (value.thresholds.some((threshold, i) => i > 0 && threshold <= value.thresholds[i - 1]!)) {
      context.addIssue({
        code: "custom",
        path: ["thresholds"],
        message: `expected ascending thresholds, got [${value.thresholds.join(", ")}]`,
      });
    }
  });

const stop = z.strictObject({
  generations: z
    .int()
    .min(1)
    .max(LIMITS.generations)
    .default(200)
    .describe("number of generations after which the search ends, 1 … 10⁷"),
  target: z
    .number()
    .nullable()
    .default(null)
    .describe(
      "utility at which the search ends, once one is three standard errors above it on fresh replicates, or null",
    ),
  verification: z
    .strictObject({
      replicates: z
        .int()
        .min(1)
        .max(LIMITS.replicates)
        .default(3000)
        .describe("number of fresh replicates, at each time step, on which a target must hold"),
      timeSteps: timeStepsSchema
        .default([1])
        .describe(
          `list of ascending parts, 1 … ${LIMITS.refinement}: the target must hold at each dt / part`,
        ),
      slack: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .describe("distance below the target from which on an individual is verified, 0 … 1 bits"),
    })
    .prefault({}),
  patience: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe("number of generations without a better best fitness after which the search ends, or null"),
  maxSeconds: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe("time in seconds after which the search ends, or null"),
});

const search = z.strictObject({
  strategy: strategySchema.prefault({ name: DEFAULT_STRATEGY }),
  restarts: restartsSchema
    .nullable()
    .default(null)
    .describe("restarts of the strategy with larger generations, or null"),
  bounds: boundsSchema
    .nullable()
    .default(null)
    .describe("list of the least and the largest value of a parameter, within ±10⁶, or null"),
  stop: stop.prefault({}),
});

const champion = z
  .strictObject({
    candidates: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe("number of candidates compared on fresh replicates"),
    replicates: z
      .int()
      .min(1)
      .max(LIMITS.replicates)
      .default(3000)
      .describe("least number of fresh replicates that the champion is reported on"),
    standardError: z
      .number()
      .positive()
      .default(0.003)
      .describe("standard error of the utility down to which replicates are added"),
    maxReplicates: z
      .int()
      .min(1)
      .max(LIMITS.replicates)
      .default(100_000)
      .describe("largest number of replicates that the champion is reported on"),
  })
  .superRefine((value, context) => {
    if (value.maxReplicates < value.replicates) {
      context.addIssue({
        code: "custom",
        path: ["maxReplicates"],
        message: `expected at least champion.replicates = ${value.replicates}, got ${value.maxReplicates}`,
      });
    }
  });

const run = z.strictObject({
  backend: z
    .enum(["wasm", "webgpu", "reference", "auto"])
    .default("wasm")
    .describe("backend, which simulates; auto is resolved once, at the start"),
  workers: z
    .union([z.literal("auto"), z.int().min(1).max(256)])
    .default("auto")
    .describe("number of worker threads, 1 … 256, or auto: as many as the cores this process may use"),
  checkpointEvery: z.int().min(1).default(10).describe("number of generations between checkpoints"),
  keep: z.int().min(1).max(1000).default(3).describe("number of newest checkpoints kept"),
});

/** The model section on its own, as a champion's file has it. */
export const modelSchema: z.ZodType<Config["model"]> = model;

/** The sections that say what is simulated, whatever else the configuration has. */
export const modelConfigSchema: z.ZodType<ModelConfig> = z.object({
  model,
  network: regulated.section,
  evaluation: evaluationSchema,
});

/** What a strategy that follows gradients has no use for: it has all individuals scored once, with these. */
function refuseBesideGradients({ evaluation, search }: Config, context: z.RefinementCtx): void {
  const { name } = search.strategy;
  if (strategyNamed(name).gradient === undefined) return;
  const { racing, rescoring, timeSteps } = evaluation;
  const refuse = (key: string, expected: string, got: string): void => {
    context.addIssue({
      code: "custom",
      path: ["evaluation", key],
      message: `expected ${expected} beside the strategy ${name}, which scores all individuals once, got ${got}`,
    });
  };
  if (racing !== null) refuse("racing", "null", JSON.stringify(racing));
  if (rescoring !== null) refuse("rescoring", "null", JSON.stringify(rescoring));
  if (timeSteps.join() !== "1") refuse("timeSteps", "[1]", `[${timeSteps.join(", ")}]`);
}

const sections: z.ZodType<Config> = z.strictObject({
  schemaVersion: z.literal(1).default(1).describe("version of what the keys mean, 1"),
  seed: z.int().min(0).max(LIMITS.seed).default(42).describe("seed of all random numbers, 0 … 2³² − 1"),
  model: model.prefault({}),
  network: regulated.section.prefault({}),
  evaluation: evaluationSchema.prefault({}),
  search: search.prefault({}),
  champion: champion.prefault({}),
  run: run.prefault({}),
});

/** Checks a configuration and fills in the defaults; every key's description has its unit and range. */
export const configSchema: z.ZodType<Config> = sections.superRefine(refuseBesideGradients);
