import * as z from "zod/mini";
import { option } from "../option.js";
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

const decay = z.number().check(z.minimum(0), z.maximum(0.9999));

/** Checks the options and fills in defaults. */
export const gradientOptions: z.ZodMiniObject & z.ZodMiniType<GradientOptions> = z.strictObject({
  name: z.literal("gradient"),
  population: option(
    z.int().check(z.minimum(1), z.maximum(LIMITS.individuals)),
    1,
    `number of starts that are trained beside one another, 1 … ${LIMITS.individuals}`,
  ),
  learningRate: option(
    z.number().check(z.minimum(0), z.maximum(100)),
    0.03,
    "learning rate of Adam, how far a parameter moves per generation in units of the initial law's standard deviations, 0 … 100",
  ),
  halfLife: option(
    z.nullable(z.number().check(z.positive())),
    null,
    "number of generations in which the learning rate halves, or null for never",
  ),
  momentum: option(decay, 0.9, "decay of Adam's mean, β₁, 0 … 0.9999"),
  squareMomentum: option(decay, 0.999, "decay of Adam's mean square, β₂, 0 … 0.9999"),
  clipNorm: option(
    z.nullable(z.number().check(z.positive())),
    1,
    "largest norm of a gradient, which longer ones are shortened to, > 0, or null",
  ),
  estimator: option(
    z.enum(GRADIENT_ESTIMATORS),
    "pathwise",
    "estimator of the gradient: pathwise, of the soft utility; score-function, of the utility itself; combined, both weighted by their variances",
  ),
  fates: option(
    z.enum(FATE_DERIVATIVES),
    "sigmoid",
    "kind of fates in the soft utility: sigmoid; straight-through or straight-through-sigmoid, hard ones with the derivative of the state or of the sigmoid; thresholded, soft ones of hard ones",
  ),
  steepness: option(
    z.number().check(z.positive(), z.maximum(1e4)),
    7,
    "steepness of soft fates in 1/state, 0 … 10⁴",
  ),
  bandwidth: option(
    z.number().check(z.minimum(1e-3), z.maximum(1e3)),
    0.5,
    "bandwidth of the kernel that compares patterns, 1 for one cell of another fate, 10⁻³ … 10³",
  ),
  clip: option(
    z.enum(CLIP_DERIVATIVES),
    "exact",
    "derivative of the clip to [0, 1]: exact, 0 where it acts; straight-through, 1 everywhere",
  ),
  curriculum: option(
    z.nullable(curriculumSchema),
    null,
    "curriculum: factors that steepness, bandwidth, noise and duration begin with, or null",
  ),
  patience: option(
    z.nullable(z.int().check(z.minimum(1), z.maximum(LIMITS.generations))),
    null,
    "number of generations without a better fitness after which a start is drawn afresh, unless it is the best, or null",
  ),
  tolerance: option(
    z.number().check(z.minimum(0)),
    0.002,
    "least by which a fitness has to exceed the one before to be better, ≥ 0",
  ),
});
