import { bits } from "../../../../engine/figures/numbers.js";
import type { GenerationDiagnosis } from "../../../../engine/index.js";
import { DRAWN, isLost } from "../../../../engine/studies/backpropagation/draws.js";
import type { Backpropagation } from "../../../../engine/studies/backpropagation/findings.js";
import { isFlat } from "../../../../engine/studies/backpropagation/followed.js";
import type { Cell, Section } from "../../../report/page.js";
import { paragraph, percent } from "./texts.js";

/** Bits: what counts as having the bound. */
const HIGH = 0.98;

function rowOf(networks: string, draws: readonly GenerationDiagnosis[]): readonly Cell[] {
  const best = Math.max(...draws.map(({ utility }) => utility ?? 0));
  const clipped = draws.reduce((sum, one) => sum + (one.clipped ?? 0), 0) / draws.length;
  return [
    networks,
    draws.length,
    bits(best),
    percent(clipped),
    draws.filter(isFlat).length,
    draws.filter((one) => isLost(one) && !isFlat(one)).length,
  ];
}

/** What gradients cannot do. */
export function limitsSection({ draws: { gentle, steep }, bound }: Backpropagation): Section {
  const high = steep.filter(({ utility }) => (utility ?? 0) >= HIGH);
  const lost = steep.filter(isLost);
  return {
    title: "What gradients cannot do",
    blocks: [
      paragraph(
        `The bound is ${bits(bound)} bits, and networks that have it (chapter 4) are steep: they throw cells from wall to wall until the pattern fits. Of the networks that the search for the bound draws, before anything is trained, the best of ${DRAWN} has ${HIGH} bits or more, on 64 replicates with those that it was chosen by, for ${high.length} of ${steep.length} seeds. And the gradients of these best draws say nothing in ${lost.length} of ${steep.length} cases: exactly 0 behind the clip, or below √2 standard errors, where the noise is longer than the gradient. The gentle networks that training begins with have gradients, but theirs lead to the plateau.`,
      ),
      {
        kind: "table",
        head: [
          "networks, a seed each",
          "number",
          "highest U",
          "steps of cells clipped",
          "gradient exactly 0",
          "gradient in its noise",
        ],
        rows: [
          rowOf("the best that training begins with", gentle),
          rowOf(`the best of ${DRAWN} steep ones`, steep),
        ],
      },
      paragraph(
        "So where the bound is there is hardly a slope to follow, and from the plateau none is known that leads there. What helps is to draw more networks, which costs little. docs/gradients.md has the study behind this: no training of the preset gradient came to 0.98 bits within 1e8 cell-steps, and draws that were trained did no better than draws that were moved at random.",
      ),
    ],
  };
}
