import type * as z from "zod/mini";
import type { ModelSpec } from "../../kernels/index.js";
import type { Config } from "../config/config.js";

/** What a model of kernels/models/ adds to the engine: how it is configured, and how messages carry its spec. */
export interface ConfiguredModel<Spec extends ModelSpec, Section> {
  /** Its own section of a configuration. */
  readonly section: z.ZodMiniType<Section>;
  /** Checks a spec that came from elsewhere. */
  readonly spec: z.ZodMiniType<Spec>;
  specOf(config: ModelConfig): Spec;
}

/** The sections of a configuration that say what is simulated. */
export type ModelConfig = Pick<Config, "model" | "network" | "evaluation">;
