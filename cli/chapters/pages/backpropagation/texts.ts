import type { GradientDiagnosis } from "../../../../engine/index.js";
import { isFlat } from "../../../../engine/studies/backpropagation/followed.js";
import type { Block } from "../../../report/page.js";

/** A paragraph. */
export function paragraph(text: string): Block {
  return { kind: "text", text };
}

/** A line of mathematics. */
export function formula(text: string): Block {
  return { kind: "formula", text };
}

/** In how many of the generations looked at the gradient is exactly 0: `12 of 17`. */
export function zerosText({ generations }: GradientDiagnosis): string {
  return `${generations.filter(isFlat).length} of ${generations.length}`;
}

/** A share of 0 … 1: `88 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
