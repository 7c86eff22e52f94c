import * as figures from "../../../../engine/figures/figures.js";
import { amount, plusMinus } from "../../../../engine/figures/numbers.js";
import type { TimeStepEffect, UtilityAtStep } from "../../../../engine/studies/dynamics/time-steps.js";
import type { Section } from "../../../report/page.js";
import { shown } from "../../figures.js";

function curve(
  label: string,
  steps: readonly UtilityAtStep[],
): Parameters<typeof figures.utilityCurves>[0]["curves"][number] {
  return {
    label,
    points: steps.map(({ dt, measures: { utility, standardError } }) => ({ x: dt, utility, standardError })),
  };
}

/** What the time step does to utilities, of a gentle and of a steep regulatory function. */
export function timeSection({ gentle, steep, found, bound }: TimeStepEffect): Section {
  const { champion, regulations } = found;
  const last = regulations.at(-1);
  const steps = champion.timeStep.steps
    .map((step) => `${plusMinus(step)} at dt ${amount(step.dt)}`)
    .join(", ");
  return {
    title: "What the time step does to utilities",
    blocks: [
      {
        kind: "text",
        text: "If f is gentle, a step moves a state a little, and what f says after it is nearly what it said before: finer steps change nothing. If f is large and steep, a single step carries a cell across the whole range in which f changes. The simulation is then of jumps, not of the equation, and other jumps give other patterns.",
      },
      {
        kind: "text",
        text: `The steep f was found by a search at dt 0.01 that stops at a utility of 0.98. Measured again on fresh replicates it has ${steps}. As the model is specified with dt 0.01 this is a fair solution of it; of the differential equation it need not be one. This is why this program says of every champion what it comes to at finer steps, and why chapter 4 asks for solutions that hold there.`,
      },
      ...shown(
        figures.utilityCurves({
          axis: { title: "time step dt", logarithmic: true },
          curves: [curve("gentle", gentle), curve("steep", steep)],
          bound,
        }),
        ...(last === undefined
          ? []
          : [
              figures.regulation({
                champion: {
                  generation: last.generation,
                  values: last.values.map((value) => value ?? 0),
                },
                zeros: champion.zeros,
                called: "steep f",
              }),
            ]),
      ),
    ],
  };
}
