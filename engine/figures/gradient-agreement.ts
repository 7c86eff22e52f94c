import { checkedBy } from "../check-schema.js";
import type { Figure } from "./figure.js";
import { gradientCourse, type GradientRecords, gradientSchema } from "./gradient-history.js";
import { type GenerationLine, overGenerations } from "./over-generations.js";

const [PATHWISE_SCORE, PATHWISE_PAIRS, SCORE_PAIRS] = [
  {
    column: "pathwiseScore",
    name: "pathwise, score",
    valueOf: ({ cosines }) => cosines.pathwiseScore,
  },
  {
    column: "pathwiseAntithetic",
    name: "pathwise, antithetic pairs",
    valueOf: ({ cosines }) => cosines.pathwiseAntithetic,
  },
  {
    column: "scoreAntithetic",
    name: "score, antithetic pairs",
    valueOf: ({ cosines }) => cosines.scoreAntithetic,
  },
] as const satisfies readonly GenerationLine[];

/**
 * The cosines between the estimates of the gradient over the generations of a training.
 *
 * @throws CellfateError `argument.invalid`
 */
export function gradientAgreementFigure(records: GradientRecords): Figure {
  const checked = checkedBy(gradientSchema, records, "records");
  const { generations } = checked;
  return overGenerations(checked, {
    name: "gradient-agreement",
    title: "Cosines between estimates of the gradient",
    caption: [
      `The cosine between pathwise gradient and score function ${gradientCourse(generations, PATHWISE_SCORE.valueOf)}; between pathwise gradient and antithetic pairs it ${gradientCourse(generations, PATHWISE_PAIRS.valueOf)}.`,
      "There is none where an estimate is 0.",
    ],
    lines: [PATHWISE_SCORE, PATHWISE_PAIRS, SCORE_PAIRS],
    axis: { title: "cosine", isLogarithmic: false },
  });
}
