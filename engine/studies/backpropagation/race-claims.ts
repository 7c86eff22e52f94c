import { atLeast, atMost, type Claim } from "../claim.js";
import type { Effort } from "../laboratory.js";
import { exceedance, unlikelyCount } from "./exceedance.js";
import type { Backpropagation } from "./findings.js";
import { medianOf } from "./races.js";

/** Of docs/gradients-budget.md: runs of each search, all of which reached the target, and cell-steps. */
const KNOWN = { runs: 20, slowestGradients: 5.38e7, quickestEvolution: 5.6e7 };
const ALARM = 1e-3;

function chance(probability: number): string {
  return `by chance at most once in ${Math.floor(1 / probability)} times`;
}

/** That gradients come to the plateau for less than evolution, as in the study of other seeds. */
export function raceClaims({ races }: Backpropagation, effort: Effort): readonly Claim[] {
  const [gradients, evolution] = races;
  if (gradients === undefined || evolution === undefined) throw new Error("two searches race");
  const { length: runs } = gradients.costs;
  // The median has as many at most as it; as many and one less are above.
  const half = Math.ceil(runs / 2);
  const failed = unlikelyCount(KNOWN.runs, runs, ALARM);
  return [
    atMost(
      {
        name: "median-of-gradients",
        text: "cell-steps of training to the target, the median of the seeds",
        reason: `the slowest of ${KNOWN.runs} other seeds in docs/gradients-budget.md: more than half of ${runs} are slower ${chance(exceedance(KNOWN.runs, runs, runs - half + 1))}`,
      },
      medianOf(gradients),
      KNOWN.slowestGradients,
    ),
    atLeast(
      {
        name: "median-of-evolution",
        text: "cell-steps of (μ+λ) to the target, the median of the seeds",
        reason: `the quickest of ${KNOWN.runs} other seeds there: half of ${runs} are quicker ${chance(exceedance(KNOWN.runs, runs, half))}`,
      },
      medianOf(evolution),
      KNOWN.quickestEvolution,
    ),
    atLeast(
      {
        name: "times-as-cheap",
        text: "the second over the first",
        reason:
          effort === "full"
            ? "there it is 5.2; below 2 for none of 400,000 samples of 20 and 20 seeds from it"
            : "there it is 5.2; below 1.5 for 79 of 400,000 samples of 3 and 3 seeds from it",
      },
      medianOf(evolution) / medianOf(gradients),
      effort === "full" ? 2 : 1.5,
    ),
    ...races.map(({ label, costs }) =>
      atLeast(
        {
          name: label === "gradients" ? "reached-by-gradients" : "reached-by-evolution",
          text: `the share of seeds with which ${label} reached the target within the budget`,
          reason: `all ${KNOWN.runs} did there: ${failed} of ${runs} or more fail ${chance(exceedance(KNOWN.runs, runs, failed))}`,
        },
        costs.filter((cost) => cost < Infinity).length / runs,
        (runs - failed + 1) / runs,
      ),
    ),
  ];
}
