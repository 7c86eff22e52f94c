import { type Claim, holds } from "../../engine/studies/claim.js";

const DIGITS = 6;

function numberText(value: number): string {
  return Number(value.toPrecision(DIGITS)).toString().replace("-", "−");
}

/** The number of a claim, as far as it is of interest. */
export function valueText({ value }: Claim): string {
  return numberText(value);
}

/** What is claimed of the number: `0.93 … 0.95`, `at least 0.93`. */
export function boundsText({ least, most }: Claim): string {
  if (least === null) return `at most ${numberText(most ?? Infinity)}`;
  if (most === null) return `at least ${numberText(least)}`;
  return least === most ? numberText(least) : `${numberText(least)} … ${numberText(most)}`;
}

/** Whether a claim holds, for people. */
export function verdictText(claim: Claim): string {
  return holds(claim) ? "holds" : "does not hold";
}
