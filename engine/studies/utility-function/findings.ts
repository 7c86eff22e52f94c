import type { UtilityLandscape } from "../../information/utility-landscape.js";
import type { BoundOfCells } from "./bound-over-cells.js";
import type { EstimatorReference } from "./estimator-references.js";
import type { ExactCase } from "./exact-cases.js";
import type { Example } from "./examples.js";
import type { FewSamples } from "./few-samples.js";
import type { SoftLimit } from "./soft-limit.js";

/** What the utility function says, of laws that are known and of few replicates. */
export interface UtilityFunction {
  readonly examples: readonly Example[];
  readonly exact: readonly ExactCase[];
  /** With the soft measures' usual settings. */
  readonly landscape: UtilityLandscape;
  /** With so sharp ones that hard and soft should be the same. */
  readonly sharpLandscape: UtilityLandscape;
  readonly bounds: readonly BoundOfCells[];
  readonly references: readonly EstimatorReference[];
  readonly fewSamples: FewSamples;
  readonly softLimit: SoftLimit;
}
