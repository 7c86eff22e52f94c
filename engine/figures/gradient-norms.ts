import { checkedBy } from "../check-schema.js";
import type { Figure } from "./figure.js";
import { gradientCourse, type GradientRecords, gradientSchema, zerosText } from "./gradient-history.js";
import { type GenerationLine, overGenerations } from "./over-generations.js";

const [PATHWISE, SCORE, ANTITHETIC] = [
  { column: "pathwise", name: "pathwise", valueOf: ({ pathwise }) => pathwise?.norm ?? null },
  { column: "score", name: "score function", valueOf: ({ score }) => score?.norm ?? null },
  { column: "antithetic", name: "antithetic pairs", valueOf: ({ antithetic }) => antithetic?.norm ?? null },
] as const satisfies readonly GenerationLine[];

/**
 * The norms of the estimates of the gradient over the generations of a training.
 *
 * @throws CellfateError `argument.invalid`
 */
export function gradientNormsFigure(records: GradientRecords): Figure {
  const checked = checkedBy(gradientSchema, records, "records");
  const { generations } = checked;
  return overGenerations(checked, {
    name: "gradient-norms",
    title: "Norms of the gradient",
    caption: [
      `The norm of the pathwise gradient, in bits per unit of a parameter, ${gradientCourse(generations, PATHWISE.valueOf)}; by the score function it ${gradientCourse(generations, SCORE.valueOf)}, by antithetic pairs it ${gradientCourse(generations, ANTITHETIC.valueOf)}.`,
      zerosText("The pathwise gradient", generations, PATHWISE.valueOf),
      zerosText("That of the score function", generations, SCORE.valueOf),
    ],
    lines: [PATHWISE, SCORE, ANTITHETIC],
    axis: { title: "norm (bits per unit)", isLogarithmic: true },
  });
}
