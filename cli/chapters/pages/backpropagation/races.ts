import * as figures from "../../../../engine/figures/figures.js";
import { amount, cellStepsText } from "../../../../engine/figures/numbers.js";
import { costQuantile } from "../../../../engine/index.js";
import type { Backpropagation } from "../../../../engine/studies/backpropagation/findings.js";
import {
  attainedCase,
  BUDGET,
  FIRST_SEED,
  FRESH_REPLICATES,
  medianOf,
  RACERS,
  TARGET,
} from "../../../../engine/studies/backpropagation/races.js";
import type { Section } from "../../../report/page.js";
import { shown } from "../../figures.js";
import { paragraph } from "./texts.js";

function costText(cost: number): string {
  return cost < Infinity ? cellStepsText(cost) : "–";
}

/** How many times as many cell-steps evolution takes as gradients, medians. */
export function timesAsCheap({ races: [gradients, evolution] }: Backpropagation): string {
  if (gradients === undefined || evolution === undefined) return "unknown";
  return (medianOf(evolution) / medianOf(gradients)).toFixed(1);
}

/** Gradients and evolution on one budget. */
export function racesSection(findings: Backpropagation): Section {
  const { races } = findings;
  const seeds = races[0]?.costs.length ?? 0;
  return {
    title: "Against evolution, on one budget",
    blocks: [
      paragraph(
        `Both searches begin with the same kind of gentle networks on the same line and have ${cellStepsText(BUDGET)} cell-steps each, with the seeds ${FIRST_SEED} … ${FIRST_SEED + seeds - 1}, which nothing was tuned on. A pass back counts like a simulation. A search has reached ${amount(TARGET)} bits when the best of a generation has them on ${FRESH_REPLICATES} fresh replicates, which are not counted.`,
      ),
      {
        kind: "table",
        head: [
          "search",
          "preset",
          "reached",
          "cell-steps: lower quartile",
          "median",
          "upper quartile",
          "most",
        ],
        rows: races.map(({ label, costs }) => [
          label,
          RACERS[label],
          `${costs.filter((cost) => cost < Infinity).length} of ${costs.length}`,
          ...[0.25, 0.5, 0.75, 1].map((share) => costText(costQuantile(costs, share))),
        ]),
      },
      ...shown(
        figures.attainment({
          cases: races.map(attainedCase),
          costs: "cell-steps of the search, passes back included",
        }),
      ),
      paragraph(
        `To the plateau evolution takes ${timesAsCheap(findings)} times as many cell-steps as gradients, median to median. docs/gradients.md has a study of other seeds, in which it is 5.2 times.`,
      ),
    ],
  };
}
