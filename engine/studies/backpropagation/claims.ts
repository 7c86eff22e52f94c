import type { Claim } from "../claim.js";
import type { Effort } from "../laboratory.js";
import type { Backpropagation } from "./findings.js";
import { raceClaims } from "./race-claims.js";
import { stallClaims } from "./stall-claims.js";
import { drawClaims, trainingClaims } from "./training-claims.js";

/** What is said of the findings, in the order in which they are told. */
export function claims(findings: Backpropagation, effort: Effort): readonly Claim[] {
  return [
    ...stallClaims(findings),
    ...trainingClaims(findings),
    ...raceClaims(findings, effort),
    ...drawClaims(findings, effort),
  ];
}
