import { bits, plusMinus } from "../../../engine/figures/numbers.js";
import type { EvolutionFindings } from "../../../engine/studies/evolution/findings.js";
import { evolution as study } from "../../../engine/studies/evolution/study.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { boundSections } from "./evolution/bound.js";
import { plateauSections } from "./evolution/plateau.js";

function account(findings: EvolutionFindings): Account {
  const { bound, executed, robust } = findings;
  const [pattern] = robust.measures.patterns;
  return {
    answer: `Evolution in small steps finds lateral inhibition with U = ${plusMinus(executed.measures)} on fresh replicates, and stops there as chance chooses between ${executed.resting.length} patterns. Large and steep networks reach the bound of ${bits(bound)} bits by an exclusive or of the neighbours, under which lines end in ${pattern?.pattern ?? "no pattern"}: U = ${robust.champion.timeStep.steps.map(({ dt, utility }) => `${bits(utility)} at dt ${dt}`).join(", ")}.`,
    sections: [...plateauSections(findings), ...boundSections(findings)],
  };
}

export const evolution: Chapter = chapterOf(study, account);
