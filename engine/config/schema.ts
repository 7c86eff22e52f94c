import * as z from "zod/mini";
import { passesOf } from "../gradient/gradient-settings.js";
import { option } from "../option.js";
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
    cells: option(
      z.int().check(z.minimum(1), z.maximum(LIMITS.cells)),
      7,
      `number of cells N, 1 … ${LIMITS.cells}`,
    ),
    boundary: option(
      z.enum(CONNECTIVITY_NAMES),
      "open",
      `boundary of the line: ${CONNECTIVITY_NAMES.map((name) => `${name}, ${CONNECTIVITIES[name].description}`).join("; ")}`,
    ),
    duration: option(
      z.number().check(z.positive(), z.maximum(1e6)),
      20,
      "simulated time T > 0, a whole number of steps",
    ),
    dt: option(
      z.number().check(z.positive(), z.maximum(1)),
      0.01,
      "length of an Euler–Maruyama step, 0 < dt ≤ 1",
    ),
    noiseStrength: option(z.number().check(z.minimum(0), z.maximum(100)), 0.1, "noise strength σ, 0 … 100"),
    initialMean: option(
      z.number().check(z.minimum(0), z.maximum(1)),
      0.5,
      "mean of the initial states, 0 … 1",
    ),
    initialSpread: option(
      z.number().check(z.minimum(0), z.maximum(0.5)),
      0.1,
      "half-width of the uniform initial states, 0 … 0.5; mean ± spread within [0, 1]",
    ),
    thresholds: option(
      z
        .array(z.number().check(z.minimum(0), z.maximum(1)))
        .check(z.minLength(1), z.maxLength(LIMITS.fates - 1)),
      [0.5],
      `list of 1 … ${LIMITS.fates - 1} ascending thresholds; a cell's fate is how many are ≤ its state`,
    ),
  })
  .check(
    z.superRefine((value, context) => {
      const steps = value.duration / value.dt;
      // Rules of several keys speak only of keys that are valid by themselves.
      if (steps > MOST_STEPS) {
        context.addIssue({
          code: "custom",
          path: ["dt"],
          message: `expected at most ${MOST_STEPS} steps, a quarter of what the counter of the noise has room for, got duration / dt = ${value.duration} / ${value.dt} = ${steps}`,
        });
      } else if (
        steps > 0 &&
        (Math.abs(steps - Math.round(steps)) > STEP_TOLERANCE || Math.round(steps) < 1)
      ) {
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
    }),
  );

const stop = z.strictObject({
  generations: option(
    z.int().check(z.minimum(1), z.maximum(LIMITS.generations)),
    200,
    "number of generations after which the search ends, 1 … 10⁷",
  ),
  target: option(
    z.nullable(z.number()),
    null,
    "utility at which the search ends, once one is three standard errors above it on fresh replicates, or null",
  ),
  verification: z.prefault(
    z.strictObject({
      replicates: option(
        z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
        3000,
        "number of fresh replicates, at each time step, on which a target must hold",
      ),
      timeSteps: option(
        timeStepsSchema,
        [1],
        `list of ascending parts, 1 … ${LIMITS.refinement}: the target must hold at each dt / part`,
      ),
      slack: option(
        z.number().check(z.minimum(0), z.maximum(1)),
        0,
        "distance below the target from which on an individual is verified, 0 … 1 bits",
      ),
    }),
    {},
  ),
  patience: option(
    z.nullable(z.int().check(z.minimum(1))),
    null,
    "number of generations without a better best fitness after which the search ends, or null",
  ),
  maxSeconds: option(
    z.nullable(z.number().check(z.positive())),
    null,
    "time in seconds after which the search ends, or null",
  ),
});

const search = z.strictObject({
  strategy: z.prefault(strategySchema, { name: DEFAULT_STRATEGY }),
  restarts: option(
    z.nullable(restartsSchema),
    null,
    "restarts of the strategy with larger generations, or null",
  ),
  bounds: option(
    z.nullable(boundsSchema),
    null,
    "list of the least and the largest value of a parameter, within ±10⁶, or null",
  ),
  stop: z.prefault(stop, {}),
});

const champion = z
  .strictObject({
    candidates: option(
      z.int().check(z.minimum(1), z.maximum(1000)),
      5,
      "number of candidates compared on fresh replicates",
    ),
    replicates: option(
      z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
      3000,
      "least number of fresh replicates that the champion is reported on",
    ),
    standardError: option(
      z.number().check(z.positive()),
      0.003,
      "standard error of the utility down to which replicates are added",
    ),
    maxReplicates: option(
      z.int().check(z.minimum(1), z.maximum(LIMITS.replicates)),
      100_000,
      "largest number of replicates that the champion is reported on",
    ),
  })
  .check(
    z.superRefine((value, context) => {
      if (value.maxReplicates < value.replicates) {
        context.addIssue({
          code: "custom",
          path: ["maxReplicates"],
          message: `expected at least champion.replicates = ${value.replicates}, got ${value.maxReplicates}`,
        });
      }
    }),
  );

/** The most worker threads of a process. */
export const MOST_WORKERS = 256;

const run = z.strictObject({
  backend: option(
    z.enum(["wasm", "webgpu", "reference", "auto"]),
    "wasm",
    "backend, which simulates; auto is resolved once, at the start",
  ),
  workers: option(
    z.union([z.literal("auto"), z.int().check(z.minimum(1), z.maximum(MOST_WORKERS))]),
    "auto",
    `number of worker threads, 1 … ${MOST_WORKERS}, or auto: as many as the cores this process may use`,
  ),
  checkpointEvery: option(z.int().check(z.minimum(1)), 10, "number of generations between checkpoints"),
  keep: option(z.int().check(z.minimum(1), z.maximum(1000)), 3, "number of newest checkpoints kept"),
});

/** The model section on its own, as a champion's file has it. */
export const modelSchema: z.ZodMiniType<Config["model"]> = model;

/** The sections that say what is simulated, whatever else the configuration has. */
export const modelConfigSchema: z.ZodMiniType<ModelConfig> = z.object({
  model,
  network: regulated.section,
  evaluation: evaluationSchema,
});

/**
 * What a strategy that follows gradients has no use for, as it has all individuals scored once, with these; and scores without
 * noise, of which there is no likelihood.
 */
function refuseBesideGradients({ evaluation, model, search }: Config, context: z.core.$RefinementCtx): void {
  const { name } = search.strategy;
  const settings = strategyNamed(name).gradient?.(search.strategy, 0);
  if (settings === undefined) return;
  const { racing, rescoring, timeSteps } = evaluation;
  const refuse = (path: readonly [string, string], expected: string, got: string): void => {
    context.addIssue({ code: "custom", path: [...path], message: `expected ${expected}, got ${got}` });
  };
  const once = `beside the strategy ${name}, which scores all individuals once`;
  if (racing !== null) refuse(["evaluation", "racing"], `null ${once}`, JSON.stringify(racing));
  if (rescoring !== null) refuse(["evaluation", "rescoring"], `null ${once}`, JSON.stringify(rescoring));
  if (timeSteps.join() !== "1")
    refuse(["evaluation", "timeSteps"], `[1] ${once}`, `[${timeSteps.join(", ")}]`);
  if (model.noiseStrength === 0 && passesOf(settings.estimator).includes("score"))
    refuse(["model", "noiseStrength"], `a number > 0 beside the estimator ${settings.estimator}`, "0");
}

const sections: z.ZodMiniType<Config> = z.strictObject({
  schemaVersion: option(z.literal(1), 1, "version of what the keys mean, 1"),
  seed: option(
    z.int().check(z.minimum(0), z.maximum(LIMITS.seed)),
    42,
    "seed of all random numbers, 0 … 2³² − 1",
  ),
  model: z.prefault(model, {}),
  network: z.prefault(regulated.section, {}),
  evaluation: z.prefault(evaluationSchema, {}),
  search: z.prefault(search, {}),
  champion: z.prefault(champion, {}),
  run: z.prefault(run, {}),
});

/** Checks a configuration and fills in the defaults; every key's description has its unit and range. */
export const configSchema: z.ZodMiniType<Config> = sections.check(z.superRefine(refuseBesideGradients));
