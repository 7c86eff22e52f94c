import * as z from "zod";
import { EVALUATIONS, LIMITS, type RegulatedSpec } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { initialLawSchema } from "../network/initial-law.js";
import type { ConfiguredModel } from "./configured-model.js";

const hidden = z.array(z.int().min(1).max(LIMITS.hiddenSize)).min(1).max(LIMITS.hiddenLayers);

/** The model whose drift is a regulatory network of the neighbours' average, as `model` and `network` configure it. */
export const regulated: ConfiguredModel<RegulatedSpec, Config["network"]> = {
  section: z.strictObject({
    hidden: hidden
      .default([8, 8, 8])
      .describe("list of the sizes of the 1 … 8 hidden tanh layers, each 1 … 256"),
    initial: initialLawSchema.prefault({ law: "lecun" }),
  }),
  spec: z.strictObject({
    name: z.literal("regulated"),
    noiseStrength: z.number().min(0),
    thresholds: z
      .array(z.number())
      .min(1)
      .max(LIMITS.fates - 1),
    hidden,
    evaluation: z.enum(EVALUATIONS),
  }),
  specOf: ({ model, network, evaluation }) => ({
    name: "regulated",
    noiseStrength: model.noiseStrength,
    thresholds: model.thresholds,
    hidden: network.hidden,
    evaluation: evaluation.regulation,
  }),
};
