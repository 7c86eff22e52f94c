import { checkedBy } from "../check-schema.js";
import type { Figure } from "./figure.js";
import { gradientCourse, type GradientRecords, gradientSchema } from "./gradient-history.js";
import { type GenerationLine, overGenerations } from "./over-generations.js";

const [CLIPPED, SATURATED, KERNEL, LEFT] = [
  { column: "clipped", name: "steps clipped", valueOf: ({ clipped }) => clipped },
  { column: "saturated", name: "fates saturated", valueOf: ({ saturated }) => saturated },
  { column: "kernelMean", name: "mean of the kernel", valueOf: ({ kernel }) => kernel.mean },
  {
    column: "kernelGradientLeft",
    name: "gradient left by the kernel",
    valueOf: ({ kernel }) => kernel.gradientLeft,
  },
] as const satisfies readonly GenerationLine[];

/**
 * What a pathwise gradient has to pass over the generations of a training: the clip, the fates and the kernel.
 *
 * @throws CellfateError `argument.invalid`
 */
export function gradientPassageFigure(records: GradientRecords): Figure {
  const checked = checkedBy(gradientSchema, records, "records");
  const { generations } = checked;
  return overGenerations(checked, {
    name: "gradient-passage",
    title: "What the gradient has to pass",
    caption: [
      `The share of the steps that the clip changes ${gradientCourse(generations, CLIPPED.valueOf)}, that of saturated fates ${gradientCourse(generations, SATURATED.valueOf)}.`,
      `The mean of the kernel between replicates ${gradientCourse(generations, KERNEL.valueOf)}; the gradient of the reproducibility entropy that this bandwidth leaves, of the largest by any, ${gradientCourse(generations, LEFT.valueOf)}.`,
    ],
    lines: [CLIPPED, SATURATED, KERNEL, LEFT],
    axis: { title: "share", isLogarithmic: false },
  });
}
