import type * as z from "zod";
import type { ModelSpec } from "../../kernels/index.js";
import type { Config } from "../config/config.js";

/** What a model of kernels/models/ adds to the engine: how it is configured, and how messages carry its spec. */
export interface ConfiguredModel<Spec extends ModelSpec> {
  /** Checks a spec that came from elsewhere. */
  readonly spec: z.ZodType<Spec>;
  specOf(config: ModelConfig): Spec;
}

/** The sections of a configuration that say what is simulated. */
export type ModelConfig = Pick<Config, "model" | "network" | "evaluation">;
