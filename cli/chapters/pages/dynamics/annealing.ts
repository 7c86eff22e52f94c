import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../../engine/figures/numbers.js";
import { type Annealing, bestNoise } from "../../../../engine/studies/dynamics/annealing.js";
import type { MeasuresReport } from "../../../../engine/index.js";
import type { Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";

/** The noise that is best over the longest duration. */
export function bestOf({ noises, durations, measures }: Annealing): {
  readonly noise: number;
  readonly duration: number;
  readonly measures: MeasuresReport;
} {
  const row = measures.at(-1) ?? [];
  const at = bestNoise(row);
  const best = row[at];
  const [noise, duration] = [noises[at], durations.at(-1)];
  if (best === undefined || noise === undefined || duration === undefined) throw new Error("an empty map");
  return { noise, duration, measures: best };
}

/** What noise and time make of lateral inhibition. */
export function annealingSection(annealing: Annealing, alternations: number): Section {
  const { noises, durations, measures, references, trajectories } = annealing;
  const best = bestOf(annealing);
  const longest = measures.at(-1) ?? [];
  const at = (i: number): string =>
    `${bits(longest.at(i)?.utility ?? null)} bits at σ ${amount(noises.at(i) ?? NaN)}`;
  return {
    title: "Noise anneals",
    blocks: [
      {
        kind: "text",
        text: "Noise is not only a nuisance. Lateral inhibition first freezes into alternating stretches that do not fit, with a defect, two equal neighbours, where they meet. With f = −tanh(5(s̄ − ½)) a cell within a defect senses s̄ = ½, where f is 0: nothing holds it but the noise. So a defect wanders, and in an open line it leaves at an end and does not come back. What is left are two patterns, 1010101 and 0101010. The lines on the left are the first four that still have a defect after 20 units of time.",
      },
      ...shown(
        renamed(figures.spaceTime({ trajectories }), "annealing", "Defects wander and leave, σ 0.3"),
        figures.heatMap({
          quantity: { title: "utility", unit: "bits" },
          x: { title: "noise strength σ", scale: "logarithmic", values: noises },
          y: { title: "duration T", scale: "logarithmic", values: durations },
          values: measures.map((row) => row.map(({ utility }) => utility)),
          standardErrors: measures.map((row) => row.map(({ standardError }) => standardError)),
        }),
      ),
      {
        kind: "text",
        text: `Two alternations at ½ each have U = 1 − 1/7 = ${bits(alternations)} bits: each fate is as frequent as the other, and one bit, which of the two it is, is shared out among seven cells. At σ 0.3 the line has ${plusMinus(references.short)} at T 20 and ${plusMinus(references.long)} at T 200. Too little noise and defects do not move in time; too much and patterns come apart: over T ${amount(best.duration)} there are ${at(0)}, ${bits(best.measures.utility)} bits at σ ${amount(best.noise)} and ${at(-1)}. There is a best noise, and it is not zero.`,
      },
      {
        kind: "text",
        text: `No more than this can come of annealing alone: nothing in an open line tells 1010101 from 0101010. Utilities of the map are by the estimator ${best.measures.estimator}, which is less biased than the plug-in where noise makes all patterns alike, from ${best.measures.replicates} replicates each.`,
      },
    ],
  };
}
