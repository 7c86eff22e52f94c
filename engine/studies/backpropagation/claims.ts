import type { Claim } from "../claim.js";
import type { Effort } from "../laboratory.js";
import type { Backpropagation } from "./findings.js";

/** What is said of the findings. */
export function claims(_: Backpropagation, __: Effort): readonly Claim[] {
  return [];
}
