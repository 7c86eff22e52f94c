import { bits, cellStepsText, plusMinus } from "../../../engine/figures/numbers.js";
import type { Backpropagation } from "../../../engine/studies/backpropagation/findings.js";
import { medianOf } from "../../../engine/studies/backpropagation/races.js";
import { backpropagation as study } from "../../../engine/studies/backpropagation/study.js";
import { NOISE } from "../../../engine/studies/backpropagation/variants.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { clipSection } from "./backpropagation/clip.js";
import { limitsSection } from "./backpropagation/limits.js";
import { passageSection } from "./backpropagation/passage.js";
import { racesSection, timesAsCheap } from "./backpropagation/races.js";
import { firstStallSection, plateauStallSection } from "./backpropagation/stalls.js";
import { zerosText } from "./backpropagation/texts.js";
import { trainingSection } from "./backpropagation/training.js";

function account(findings: Backpropagation): Account {
  const { stalls, training, races, bound } = findings;
  const [gradients] = races;
  const median = gradients === undefined ? "unknown" : cellStepsText(medianOf(gradients));
  return {
    answer: `With almost no noise the clip holds every cell at 0 or 1 and passes no derivative: the gradient is exactly 0 in ${zerosText(stalls.first)} generations of the first stall and ${zerosText(stalls.plateau)} of the second. With noise of ${NOISE} and fates of the raw states training works: it comes to U = ${plusMinus(training.champion.assessment.measures)}, in the median to 0.65 bits after ${median} cell-steps, for which evolution takes ${timesAsCheap(findings)} times as many. Past this plateau, to the bound of ${bits(bound)} bits, gradients do not lead.`,
    sections: [
      passageSection(),
      firstStallSection(findings),
      plateauStallSection(findings),
      clipSection(findings),
      trainingSection(findings),
      racesSection(findings),
      limitsSection(findings),
    ],
  };
}

export const backpropagation: Chapter = chapterOf(study, account);
