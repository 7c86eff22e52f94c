import { checkedBy } from "../check-schema.js";
import type { Figure } from "./figure.js";
import { gradientCourse, type GradientRecords, gradientSchema } from "./gradient-history.js";
import { type GenerationLine, overGenerations } from "./over-generations.js";

const [HARD, SOFT] = [
  { column: "utility", name: "utility", valueOf: ({ utility }) => utility },
  { column: "softUtility", name: "soft utility", valueOf: ({ softUtility }) => softUtility },
] as const satisfies readonly GenerationLine[];

/**
 * The utility and the soft utility, whose gradient the pathwise one is, over the generations of a training.
 *
 * @throws CellfateError `argument.invalid`
 */
export function softUtilityFigure(records: GradientRecords): Figure {
  const checked = checkedBy(gradientSchema, records, "records");
  const { generations } = checked;
  return overGenerations(checked, {
    name: "soft-utility",
    title: "Utility and soft utility",
    caption: [
      `The soft utility, in bits, ${gradientCourse(generations, SOFT.valueOf)}; the utility ${gradientCourse(generations, HARD.valueOf)}.`,
    ],
    lines: [HARD, SOFT],
    axis: { title: "utility (bits)", isLogarithmic: false },
  });
}
