import * as figures from "../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../engine/figures/numbers.js";
import { GAIN, type PinnedEnds, pinnedEnds as study } from "../../../engine/studies/pinned-ends/study.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { renamed, shown } from "../figures.js";

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function account(findings: PinnedEnds): Account {
  const { bound, gains, measures, trajectories, searches } = findings;
  const { open, pinned } = measures;
  const champions = [
    { label: "open", ...searches.open.champion },
    { label: "pinned", ...searches.pinned.champion },
  ];
  const [most] = pinned.patterns;
  const share = (most?.count ?? 0) / pinned.replicates;
  return {
    answer: `Ends that are held at 0 tell the cells where they are. The same lateral inhibition, f = −tanh(${GAIN}(s̄ − ½)), has U = ${plusMinus(open)} with open ends and ${plusMinus(pinned)} with pinned ones: ${percent(share)} of the lines end in the one pattern ${most?.pattern ?? ""}, and ${bits(pinned.positionalInformation)} of the bits are positional.`,
    sections: [
      {
        title: "One rule, two boundaries",
        blocks: [
          {
            kind: "text",
            text: "Lateral inhibition switches a cell off where its neighbours are on, and on where they are off. In an open line of 7 cells two alternations fit this equally well, 1010101 and 0101010, and so do patterns in which two cells that are off stand side by side. Which of them a line comes to is decided by chance: the noise breaks the symmetry, and breaks it differently in each replicate.",
          },
          {
            kind: "text",
            text: "Pinned ends break it beforehand. The cell next to an end senses a neighbour that is always off and is pushed up; its other neighbour is then pushed down, and so on from both ends. With an odd number of cells the two waves agree where they meet, in 0101010.",
          },
          ...shown(
            renamed(
              figures.spaceTime({ trajectories: trajectories.open }),
              "open",
              "States over time, open ends",
            ),
            renamed(
              figures.spaceTime({ trajectories: trajectories.pinned }),
              "pinned",
              "States over time, pinned ends",
            ),
            renamed(figures.spectrum({ measures: open }), "open", "Patterns, open ends"),
            renamed(figures.spectrum({ measures: pinned }), "pinned", "Patterns, pinned ends"),
          ),
        ],
      },
      {
        title: "From correlation to position",
        blocks: [
          {
            kind: "text",
            text: "With open ends most of what a pattern says is correlational (CI): a cell knows that its fate is not that of its neighbour. With pinned ends most of it is positional (PI): the place of a cell alone says its fate. PI needs patterns that are the same in every replicate, which needs something that is the same in every replicate, and the ends are.",
          },
          ...shown(
            renamed(figures.fateProbability({ measures: open }), "open", "Fates of each cell, open ends"),
            renamed(
              figures.fateProbability({ measures: pinned }),
              "pinned",
              "Fates of each cell, pinned ends",
            ),
            figures.information({
              subjects: [
                { label: "open", measures: open },
                { label: "pinned", measures: pinned },
              ],
            }),
            figures.utilityCurves({
              axis: { title: "gain", logarithmic: true },
              curves: (["open", "pinned"] as const).map((boundary) => ({
                label: boundary,
                points: gains.map(({ gain, measures: { [boundary]: measured } }) => ({
                  x: gain,
                  utility: measured.utility,
                  standardError: measured.standardError,
                })),
              })),
              bound,
            }),
          ),
        ],
      },
      {
        title: "What evolution makes of it",
        blocks: [
          {
            kind: "text",
            text: `The documented evolution, (μ+λ) with a mutation step of 0.1 from gentle networks, was made with both boundaries and otherwise the same settings and seed. ${champions
              .map(
                ({ label, assessment, timeStep }) =>
                  `With ${label} ends its champion has U = ${plusMinus(assessment.measures)} on fresh replicates${timeStep.steps
                    .slice(1)
                    .map((step) => `, ${plusMinus(step)} at dt ${amount(step.dt)}`)
                    .join("")}.`,
              )
              .join(
                " ",
              )} No law of identical cells on such a line has more than ${bits(bound)} bits. The pinned line comes near it with the simplest of mechanisms; the open one needs another, which chapter 4 shows.`,
          },
          ...shown(
            figures.histories({
              runs: [
                { label: "open", history: searches.open.history },
                { label: "pinned", history: searches.pinned.history },
              ],
            }),
            figures.utilities({
              runs: champions.map(
                ({
                  label,
                  assessment: {
                    measures: { utility, standardError },
                  },
                }) => ({
                  label,
                  utility,
                  standardError,
                }),
              ),
              bound,
            }),
          ),
        ],
      },
    ],
  };
}

export const pinnedEnds: Chapter = chapterOf(study, account);
