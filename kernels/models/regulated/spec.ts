import type { ModelSpec } from "../../batch.js";

/** How f reaches the steps: `table` samples it once and interpolates, `direct` evaluates the network in every step. */
export const EVALUATIONS = ["table", "direct"] as const;
export type Evaluation = (typeof EVALUATIONS)[number];

/** The model of one species whose drift is a regulatory network of the neighbours' average. */
export interface RegulatedSpec extends ModelSpec {
  readonly name: "regulated";
  /** Sizes of the hidden layers, tanh; one input and one linear output are understood. */
  readonly hidden: readonly number[];
  readonly evaluation: Evaluation;
}
