import type { Claim } from "./claim.js";
import type { Effort, Laboratory } from "./laboratory.js";

/**
 * A question to the model with the plan of its answer: what to compute, and what is claimed of the numbers. Pure: the same
 * laboratory gives the same findings, to the bit.
 */
export interface Study<Findings> {
  /** In kebab-case. */
  readonly name: string;
  readonly title: string;
  /** One sentence that ends with a question mark. */
  readonly question: string;
  compute(laboratory: Laboratory): Promise<Findings>;
  /** What the findings have to bear out; of `quick` ones with wider bounds. */
  claims(findings: Findings, effort: Effort): readonly Claim[];
}
