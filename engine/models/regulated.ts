import * as z from "zod/mini";
import { option } from "../option.js";
import { EVALUATIONS, LIMITS, type RegulatedSpec } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { initialLawSchema } from "../network/initial-law.js";
import type { ConfiguredModel } from "./configured-model.js";

const hidden = z
  .array(z.int().check(z.minimum(1), z.maximum(LIMITS.hiddenSize)))
  .check(z.minLength(1), z.maxLength(LIMITS.hiddenLayers));

/** The model whose drift is a regulatory network of the neighbours' average, as `model` and `network` configure it. */
export const regulated: ConfiguredModel<RegulatedSpec, Config["network"]> = {
  section: z.strictObject({
    hidden: option(hidden, [8, 8, 8], "list of the sizes of the 1 … 8 hidden tanh layers, each 1 … 256"),
    initial: z.prefault(initialLawSchema, { law: "lecun" }),
  }),
  spec: z.strictObject({
    name: z.literal("regulated"),
    noiseStrength: z.number().check(z.minimum(0)),
    thresholds: z.array(z.number()).check(z.minLength(1), z.maxLength(LIMITS.fates - 1)),
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
