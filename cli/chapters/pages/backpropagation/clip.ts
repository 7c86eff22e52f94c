import { amount, bits } from "../../../../engine/figures/numbers.js";
import type { Backpropagation } from "../../../../engine/studies/backpropagation/findings.js";
import { TARGET } from "../../../../engine/studies/backpropagation/races.js";
import {
  isStill,
  NOISE,
  shareOfZeros,
  type Variant,
} from "../../../../engine/studies/backpropagation/variants.js";
import type { Cell, Section } from "../../../report/page.js";
import { paragraph, percent, zerosText } from "./texts.js";

function highestOf({ diagnosis }: Pick<Variant, "diagnosis">): number {
  return Math.max(...diagnosis.generations.map(({ utility }) => utility ?? 0));
}

function rowOf({ stall, noiseStrength, fates, clip, diagnosis }: Variant): readonly Cell[] {
  const best = highestOf({ diagnosis });
  const causes = diagnosis.verdict.causes.map(({ cause }) => cause).join(", ");
  return [
    stall,
    amount(noiseStrength),
    fates,
    clip,
    zerosText(diagnosis),
    bits(best),
    causes === "" ? "none" : causes,
  ];
}

function explodes({ diagnosis }: Variant): boolean {
  return diagnosis.verdict.causes.some(({ cause }) => cause === "adjoint-explodes");
}

/** What makes the zeros: the clip, not the thresholds. */
export function clipSection({ variants }: Backpropagation): Section {
  const still = variants.filter(isStill);
  const open = variants.filter((variant) => !isStill(variant));
  const of = (fates: Variant["fates"]): string =>
    percent(shareOfZeros(still.filter((one) => one.fates === fates)));
  const through = variants.filter(({ clip }) => clip === "straight-through");
  return {
    title: "It is the clip, not the thresholds",
    blocks: [
      paragraph(
        "Both trainings also thresholded fates before they softened them, so that the soft utility saw hard patterns only, and it was natural to blame this. Each of the three suspects can be changed alone: the noise, the fates, and the derivative of the clip, which is either exact or straight-through, that is taken for 1 everywhere. The table has all combinations for both stalls, every other setting as it was.",
      ),
      {
        kind: "table",
        head: ["stall", "noise σ", "fates", "clip", "gradient exactly 0", "highest U seen", "causes"],
        rows: variants.map(rowOf),
      },
      paragraph(
        `With the noise of the stalls and the exact clip, the gradient is exactly 0 in ${of("thresholded")} of the generations looked at where fates are thresholded, and in ${of("sigmoid")} where they are not: sigmoid fates of the raw states cure nothing. With noise of ${NOISE}, or with a clip that counts as open, it is so in ${percent(shareOfZeros(open))}, thresholded or not. Noise opens the clip honestly: a state is off its wall now and then, and what it does there depends on f.`,
      ),
      paragraph(
        `A clip that counts as open is a makeshift: no gradient is 0, but in ${through.filter(explodes).length} of ${through.length} such trainings the adjoint grows more than a thousandfold on its way back, as nothing ends it any more. The thresholds and the narrow kernel are not innocent, either. They change what is climbed, and the learning rate decides how far a training comes: of these ${variants.length} trainings ${variants.filter((one) => highestOf(one) >= TARGET).length} come to ${TARGET} bits in so few generations. But they make no zeros.`,
      ),
    ],
  };
}
