import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../../engine/figures/numbers.js";
import { lateBest, RECORDED } from "../../../../engine/studies/evolution/claims.js";
import type { EvolutionFindings } from "../../../../engine/studies/evolution/findings.js";
import { shareOf } from "../../../../engine/studies/evolution/shares.js";
import type { Section } from "../../../report/page.js";
import { regulationAnimation } from "../../../report/regulation-animation.js";
import { drawn, renamed, shown } from "../../figures.js";
import { CHAMPION_HEAD, championRow, percent, ruleText } from "./text.js";

/** The run that was inherited, and what of its utility is left on fresh replicates. */
function recordSection({ executed, documented, bound }: EvolutionFindings): Section {
  const { champion, history, measures } = executed;
  const reached = RECORDED.filter(({ generation }) => generation < history.length);
  return {
    title: "The run that was inherited",
    blocks: [
      {
        kind: "text",
        text: "The last project evolved the regulatory network by a (μ+λ) strategy: of 20 networks the best 5 stay, every other is one of these with a normal number of standard deviation 0.1 added to each parameter, and all are scored anew on 100 replicates a generation. It wrote down one set of settings (T = 20, three hidden layers of 8) and ran another (T = 50, two of 8). Both are made here with the same seed number but other random numbers, so that single values differ and the course does not.",
      },
      {
        kind: "table",
        head: ["generation", "best fitness, recorded", "best fitness, here"],
        rows: reached.map(({ generation, best }) => [
          generation,
          bits(best),
          bits(history[generation]?.best ?? null),
        ]),
      },
      {
        kind: "text",
        text: `The best fitness of the last generations is ${bits(lateBest(executed))} bits on average. It is the highest of 20 noisy numbers, and the highest of many noisy numbers is too high: the winner's curse. The champion, measured on ${measures.replicates} replicates that played no part in choosing it, has ${plusMinus(measures)}. The last project's own look at fresh replicates, 30 of them, gave 0.6554.`,
      },
      {
        kind: "table",
        head: CHAMPION_HEAD,
        rows: [
          championRow("the run as executed", executed),
          championRow("the run as documented", documented),
        ],
      },
      ...shown(
        figures.fitness({
          history,
          champion: {
            generation: champion.generation,
            utility: champion.assessment.measures.utility,
            standardError: champion.assessment.measures.standardError,
          },
          bound,
        }),
      ),
    ],
  };
}

/** What it found. */
function inhibitionSection({ executed }: EvolutionFindings): Section {
  const { champion, values, visited, rule, trajectories, measures, regulations } = executed;
  const [zero] = champion.zeros;
  return {
    title: "What it found: lateral inhibition",
    blocks: [
      {
        kind: "text",
        text: `Its champion's f falls through 0 once, at s̄ = ${zero === undefined ? "unknown" : bits(zero.at)}: a cell is pushed up while its neighbours are low and down while they are high. Cells that are settled, at 0 or 1, sense only 0, ½ or 1, and of f only three signs matter to them: a cell goes ${ruleText(rule)}. Neighbours become unlike one another, and the line freezes in an alternation with or without a flaw.`,
      },
      ...shown(
        renamed(
          figures.regulation({
            champion: { generation: champion.generation, values },
            visited,
            fit: champion.fit,
            zeros: champion.zeros,
          }),
          "executed",
          "The regulatory function of the run as executed",
        ),
      ),
      drawn(regulationAnimation(regulations, "executed")),
      ...shown(
        renamed(figures.spaceTime({ trajectories }), "executed", "States over time under lateral inhibition"),
        renamed(figures.spectrum({ measures }), "executed", "Patterns under lateral inhibition"),
      ),
    ],
  };
}

/** Why it found no more. */
function plateauSection({ executed, uniform, bound }: EvolutionFindings): Section {
  const { resting, measures } = executed;
  const { patterns, replicates } = measures;
  const alternations = ["0101010", "1010101"];
  const rows = resting
    .map((pattern) => ({
      pattern,
      count: patterns.find((one) => one.pattern === pattern)?.count ?? 0,
    }))
    .sort((a, b) => b.count - a.count);
  return {
    title: "Why it stops there",
    blocks: [
      {
        kind: "text",
        text: `A computer tries the rule on all ${2 ** measures.cells} patterns of ${measures.cells} cells: it leaves ${resting.length} as they are. They have a name in graph theory. No two cells of one fate are neighbours, and no further cell could take that fate: its cells form a maximal independent set of the path. In ${percent(shareOf(measures, resting))} of ${replicates} fresh replicates the line ends in one of them. Which one is decided by chance in the first moments, as a line of identical cells around ½ has nothing else to go by; and what chance decides is what reproducibility entropy counts.`,
      },
      {
        kind: "table",
        head: ["pattern at rest", "replicates", "share"],
        rows: rows.map(({ pattern, count }) => [pattern, count, percent(count / replicates)]),
      },
      {
        kind: "text",
        text: `What this explains is which patterns come. How often each comes it does not say. If all ${resting.length} were equally frequent the utility would be ${bits(uniform)} bits; it is ${bits(measures.utility)}, as the two alternations, which have no flaw, come in ${percent(shareOf(measures, alternations))} of the replicates. Noise moves flaws along the line, and one that comes to an end is gone. Nor are ${resting.length} patterns at rest a bound on the utility: a law that always chose the same symmetric one of them, 0101010, would have ${bits(bound)} bits. What is missing is something that makes the choice.`,
      },
    ],
  };
}

/** The sections on the plateau. */
export function plateauSections(findings: EvolutionFindings): readonly Section[] {
  return [recordSection(findings), inhibitionSection(findings), plateauSection(findings)];
}

/** The largest |f| of a champion, for people. */
export function largestText({ values }: Pick<EvolutionFindings["executed"], "values">): string {
  return amount(Math.max(...values.map(Math.abs)));
}
