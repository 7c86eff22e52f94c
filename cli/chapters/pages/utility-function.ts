import { bits } from "../../../engine/figures/numbers.js";
import { FEW, sampleOf } from "../../../engine/studies/utility-function/few-samples.js";
import type { UtilityFunction } from "../../../engine/studies/utility-function/findings.js";
import { utilityFunction as study } from "../../../engine/studies/utility-function/study.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { boundSection } from "./utility-function/bound.js";
import { fewSamplesSections } from "./utility-function/few-samples.js";
import { lawsSections } from "./utility-function/laws.js";
import { softSection } from "./utility-function/soft.js";

function account(findings: UtilityFunction): Account {
  const { bounds, fewSamples } = findings;
  const seven = bounds.find(({ cells }) => cells === 7);
  const [few, , , many] = fewSamples.flips.map((law) => {
    const read = sampleOf(law, FEW).estimates["plug-in"].mean;
    return `${bits(read)} for ${law.law.cells} cells`;
  });
  return {
    answer: `It rewards patterns in which fates differ from cell to cell and not from replicate to replicate: no law of 7 identical cells on an open line has more than ${bits(seven?.open ?? null)} bits, and coin flips have 0. But ${FEW} replicates of coin flips read ${few ?? ""} and ${many ?? ""}, so how it is estimated matters as much as what it is.`,
    sections: [
      ...lawsSections(findings),
      boundSection(findings),
      ...fewSamplesSections(fewSamples, findings.references),
      softSection(findings),
    ],
  };
}

export const utilityFunction: Chapter = chapterOf(study, account);
