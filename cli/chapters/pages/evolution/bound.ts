import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../../engine/figures/numbers.js";
import { isOfPeriodThree, keptAtFinerSteps } from "../../../../engine/studies/evolution/claims.js";
import type { EvolutionFindings } from "../../../../engine/studies/evolution/findings.js";
import { unsettledCells } from "../../../../engine/studies/evolution/rule.js";
import type { Episode } from "../../../../engine/studies/evolution/settling.js";
import { shareOf } from "../../../../engine/studies/evolution/shares.js";
import type { Section } from "../../../report/page.js";
import { regulationAnimation } from "../../../report/regulation-animation.js";
import { drawn, renamed, shown } from "../../figures.js";
import { largestText } from "./plateau.js";
import { CHAMPION_HEAD, championRow, percent, ruleText } from "./text.js";

/** What finds the bound. */
function foundSection({ executed, robust, bound }: EvolutionFindings): Section {
  const { champion, values, visited, regulations, history, config, measures } = robust;
  const [pattern = ""] = measures.patterns.map((one) => one.pattern);
  return {
    title: "The bound",
    blocks: [
      {
        kind: "text",
        text: `Identical cells on an open line of 7 cannot have more than ${bits(bound)} bits (chapter 1 and cellfate bound say why). The preset robust-optimum gets there in ${history.length} generations with seed ${config.seed}. It differs in one thing that matters: its networks begin large and steep, and half of each generation is drawn afresh. The champion's |f| comes up to ${largestText(robust)} a unit of time, that of the run as executed up to ${largestText(executed)}; small steps from gentle networks do not lead from one to the other. It is selected by its worst utility at dt and dt/4, so that it cannot live on the time step.`,
      },
      { kind: "table", head: CHAMPION_HEAD, rows: [championRow("robust-optimum", robust)] },
      {
        kind: "text",
        text: `On ${measures.replicates} fresh replicates it has ${plusMinus(measures)}, and ${percent(shareOf(measures, [pattern]))} of them end in ${pattern}.`,
      },
      ...shown(
        renamed(
          figures.regulation({
            champion: { generation: champion.generation, values },
            visited,
            zeros: champion.zeros,
          }),
          "robust",
          "The regulatory function that reaches the bound",
        ),
      ),
      drawn(regulationAnimation(regulations, "robust")),
    ],
  };
}

/** Patterns of a course that are listed; of more, the last. */
const MOST_EPISODES = 16;

/** A pattern a line, with the cells that the rule would change below it. */
function courseText(episodes: readonly Episode[], { rule }: EvolutionFindings["robust"]): string {
  return episodes
    .slice(-MOST_EPISODES)
    .map(({ from, pattern }) => {
      const unsettled = unsettledCells(pattern, rule);
      const count = unsettled.filter(Boolean).length;
      const marks = unsettled.map((isUnsettled) => (isUnsettled ? "^" : "·")).join("");
      return `time ${from.toFixed(2)}   ${pattern.replaceAll("1", "█").replaceAll("0", "░")}   ${marks}   ${count === 0 ? "at rest" : `the rule would change ${count}`}`;
    })
    .join("\n");
}

/** How it works. */
function mechanismSection({ robust, settling, fromOn }: EvolutionFindings): Section {
  const { rule, resting, measures, trajectories } = robust;
  const { settled, typical, times, shares } = settling;
  const quantile = (share: number): string =>
    amount(settled[Math.min(Math.trunc(share * settled.length), settled.length - 1)] ?? NaN);
  const [fate, other] = rule.none ? ["on", "off"] : ["off", "on"];
  const alike = (rule.none ? "1" : "0").repeat(measures.cells);
  const mixed = resting.filter((pattern) => pattern !== alike).join(", ");
  return {
    title: "How seven cells agree",
    blocks: [
      {
        kind: "text",
        text: `Of this f, too, settled cells ask three signs: a cell goes ${ruleText(rule)}. That is an exclusive or, whichever fate counts as true: it goes ${other} if its two neighbours differ and ${fate} if they are alike. An end has one neighbour, which cannot differ from itself: it goes ${fate}. Now read the line from there. If the second cell is ${fate} too, all others have to be ${fate}. If it is ${other}, its neighbours must differ, so the third is ${other}; the third is ${other} only if its neighbours differ, so the fourth is ${fate}; the fourth has an ${other} neighbour before it and, to be ${fate}, needs one behind it. After three cells the line is where it began, and the other end has to be ${fate} as well. So with 7 cells two patterns are at rest, and trying all of them says the same: ${resting.join(" and ")}.`,
      },
      {
        kind: "text",
        text: `Everything else is in motion. In most patterns several cells disagree with the rule, f is large, and they change within a few steps, which makes others disagree. The line churns until it falls into a pattern that the rule leaves alone. Here is a replicate that takes as long as the median one; a caret is below a cell that the rule would change.`,
      },
      { kind: "code", text: courseText(typical, robust) },
      {
        kind: "text",
        text: `Of ${settled.length} replicates half have settled by time ${quantile(0.5)}, 95 % by ${quantile(0.95)}, the last at ${amount(settled.at(-1) ?? NaN)} of ${amount(times.at(-1) ?? NaN)} that were looked at. Chance decides how long a line churns, not where it ends: that is why the pattern is the same every time, and why its utility needs a duration longer than the churning.`,
      },
      ...shown(
        renamed(figures.spaceTime({ trajectories }), "robust", "States over time on the way to the bound"),
        renamed(
          figures.sharesOverTime({
            times,
            curves: shares.map(({ pattern, shares: own }) => ({ label: pattern, shares: own })),
          }),
          "patterns",
          "Shares of replicates that have a pattern",
        ),
      ),
      {
        kind: "text",
        text: `The rule does not say everything. ${alike} is at rest, too: of lines that begin with all cells on, ${percent(shareOf(fromOn, [alike]))} stay in it. But of ${measures.replicates} lines that began around ½, ${percent(shareOf(measures, [alike]))} ended there and ${percent(shareOf(measures, [mixed]))} in ${mixed}. To get to ${alike} all cells have to be alike at once while every flaw sets its neighbours in motion; we measure that this does not happen, and do not prove it.`,
      },
    ],
  };
}

/** What the mechanism says of other lines, and whether it holds. */
function linesSection({ lines, robust }: EvolutionFindings): Section {
  const ofThree = lines.filter(({ cells }) => isOfPeriodThree(cells));
  return {
    title: "A prediction: which lines can do it",
    blocks: [
      {
        kind: "text",
        text: `If this is how it works, the same f has to work for other numbers of cells, and for which is known beforehand: those of the form 3k + 1. The champion of 7 cells, never shown another line, was put on lines of ${lines[0]?.cells ?? 0} to ${lines.at(-1)?.cells ?? 0}. Where a pattern of period 3 fits (${ofThree.map(({ cells }) => cells).join(", ")}), most or all lines find it; where none fits the utility is lower at all lengths. Longer lines have not all settled when time is up; dashed is what they would have if all did.`,
      },
      {
        kind: "table",
        head: ["cells", "patterns at rest under its rule", "U found", "most frequent", "share"],
        rows: lines.map(({ cells, resting, measures }) => {
          const [most] = measures.patterns;
          return [
            cells,
            resting.join(", ") || "none",
            plusMinus(measures),
            most?.pattern ?? null,
            percent((most?.count ?? 0) / measures.replicates),
          ];
        }),
      },
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: { title: "number of cells" },
            curves: [
              {
                label: "found",
                points: lines.map(({ cells, measures: { utility, standardError } }) => ({
                  x: cells,
                  utility,
                  standardError,
                })),
              },
              {
                label: "pattern sure",
                points: lines.flatMap(({ cells, sure }) =>
                  sure === null ? [] : [{ x: cells, utility: sure, standardError: 0 }],
                ),
              },
            ],
          }),
          "lines",
          `The champion of ${robust.config.model.cells} cells on other lines`,
        ),
      ),
    ],
  };
}

/** What the time step can pretend. */
function stepsSection({ steep, robust, finer, bound }: EvolutionFindings): Section {
  return {
    title: "Most champions live on the time step",
    blocks: [
      {
        kind: "text",
        text: `The preset optimum asks for U ≥ 0.98 at dt = ${amount(robust.config.model.dt)} only, and has it sooner. But an f so large carries a cell across the whole range within a step or two, and the jump itself can become part of the mechanism. Measured again with the same duration and shorter steps, ${keptAtFinerSteps(steep)} of ${steep.length} champions keep their utility. They are right for the model as it is specified, whose step is part of it, and wrong for the equation that it stands for. The champion of robust-optimum is one of the equation, as far as we looked: down to dt = ${amount(finer.at(-1)?.dt ?? NaN)}.`,
      },
      {
        kind: "table",
        head: CHAMPION_HEAD,
        rows: [
          ...steep.map((found) => championRow(`optimum, seed ${found.config.seed}`, found)),
          championRow(`robust-optimum, seed ${robust.config.seed}`, robust),
        ],
      },
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: { title: "time step dt", logarithmic: true },
            curves: [
              ...steep.map(({ config, champion }) => ({
                label: `optimum ${config.seed}`,
                points: champion.timeStep.steps.map(({ dt, ...step }) => ({ x: dt, ...step })),
              })),
              {
                label: `robust-optimum ${robust.config.seed}`,
                points: finer.map(({ dt, measures: { utility, standardError } }) => ({
                  x: dt,
                  utility,
                  standardError,
                })),
              },
            ],
            bound,
          }),
          "steps",
          "Utility at finer time steps",
        ),
      ),
    ],
  };
}

/** The sections on the bound. */
export function boundSections(findings: EvolutionFindings): readonly Section[] {
  return [foundSection(findings), mechanismSection(findings), linesSection(findings), stepsSection(findings)];
}
