import { checkedBy } from "../check-schema.js";
import type { Figure } from "./figure.js";
import { gradientCourse, type GradientRecords, gradientSchema } from "./gradient-history.js";
import { type GenerationLine, overGenerations } from "./over-generations.js";

const [PATHWISE, SCORE, ANTITHETIC] = [
  { column: "pathwise", name: "pathwise", valueOf: ({ pathwise }) => pathwise?.signalToNoise ?? null },
  { column: "score", name: "score function", valueOf: ({ score }) => score?.signalToNoise ?? null },
  {
    column: "antithetic",
    name: "antithetic pairs",
    valueOf: ({ antithetic }) => antithetic?.signalToNoise ?? null,
  },
] as const satisfies readonly GenerationLine[];

/**
 * How sure the estimates of the gradient are over the generations of a training: their norms over their standard errors.
 *
 * @throws CellfateError `argument.invalid`
 */
export function gradientSignalFigure(records: GradientRecords): Figure {
  const checked = checkedBy(gradientSchema, records, "records");
  const { generations } = checked;
  return overGenerations(checked, {
    name: "gradient-signal",
    title: "Signal to noise of the gradient",
    caption: [
      `The norm of the pathwise gradient over its standard error ${gradientCourse(generations, PATHWISE.valueOf)}; by the score function it ${gradientCourse(generations, SCORE.valueOf)}, by antithetic pairs it ${gradientCourse(generations, ANTITHETIC.valueOf)}.`,
      "Noise alone has about 1; an estimate that is 0 has none.",
    ],
    lines: [PATHWISE, SCORE, ANTITHETIC],
    axis: { title: "norm / standard error", isLogarithmic: true },
  });
}
