import * as z from "zod";
import { CLIP_DERIVATIVES, type ClipDerivative, LIMITS } from "../../kernels/index.js";
import type { AdamOptions } from "../gradient/adam.js";
import { type Curriculum, curriculumSchema } from "../gradient/curriculum.js";
import { GRADIENT_ESTIMATORS, type GradientEstimator } from "../gradient/gradient-settings.js";
import { FATE_DERIVATIVES, type SoftSettings } from "../gradient/pathwise.js";

/** Options of training by gradients. */
export interface GradientOptions extends AdamOptions, SoftSettings {
  readonly name: "gradient";
  readonly population: number;
  readonly halfLife: number | null;
  readonly clipNorm: number | null;
  readonly estimator: GradientEstimator;
  readonly clip: ClipDerivative;
  readonly curriculum: Curriculum | null;
  readonly patience: number | null;
  readonly tolerance: number;
}

const decay = z.number().min(0).max(0.9999);

/** Checks the options and fills in defaults. */
export const gradientOptions: z.ZodObject & z.ZodType<GradientOptions> = z.strictObject({
  name: z.literal("gradient"),
  population: z
    .int()
    .min(1)
    .max(LIMITS.individuals)
    .default(1)
    .describe(`number of starts that are trained beside one another, 1 … ${LIMITS.individuals}`),
  learningRate: z
    .number()
    .min(0)
    .max(100)
    .default(0.03)
    .describe(
      "learning rate of Adam, how far a parameter moves per generation in units of the initial law's standard deviations, 0 … 100",
    ),
  halfLife: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe("number of generations in which the learning rate halves, or null for never"),
  momentum: decay.default(0.9).describe("decay of Adam's mean, β₁, 0 … 0.9999"),
  squareMomentum: decay.default(0.999).describe("decay of Adam's mean square, β₂, 0 … 0.9999"),
  clipNorm: z
    .number()
    .positive()
    .nullable()
    .default(1)
    .describe("largest norm of a gradient, which longer ones are shortened to, > 0, or null"),
  estimator: z
    .enum(GRADIENT_ESTIMATORS)
    .default("pathwise")
    .describe(
      "estimator of the gradient: pathwise, of the soft utility; score-function, of the utility itself; combined, both weighted by their variances",
    ),
  fates: z
    .enum(FATE_DERIVATIVES)
    .default("sigmoid")
    .describe(
      "kind of fates in the soft utility: sigmoid; straight-through or straight-through-sigmoid, hard ones with the derivative of the state or of the sigmoid; thresholded, soft ones of hard ones",
    ),
  steepness: z
    .number()
    .positive()
    .max(1e4)
    .default(7)
    .describe("steepness of soft fates in 1/state, 0 … 10⁴"),
  bandwidth: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(0.5)
    .describe("bandwidth of the kernel that compares patterns, 1 for one cell of another fate, 10⁻³ … 10³"),
  clip: z
    .enum(CLIP_DERIVATIVES)
    .default("exact")
    .describe("derivative of the clip to [0, 1]: exact, 0 where it acts; straight-through, 1 everywhere"),
  curriculum: curriculumSchema
    .nullable()
    .default(null)
    .describe("curriculum: factors that steepness, bandwidth, noise and duration begin with, or null"),
  patience: z
    .int()
    .min(1)
    .max(LIMITS.generations)
    .nullable()
    .default(null)
    .describe(
      "number of generations without a better fitness after which a start is drawn afresh, unless it is the best, or null",
    ),
  tolerance: z
    .number()
    .min(0)
    .default(0.002)
    .describe("least by which a fitness has to exceed the one before to be better, ≥ 0"),
});
