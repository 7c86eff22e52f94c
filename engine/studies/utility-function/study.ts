import { utilityLandscape } from "../../information/utility-landscape.js";
import { type Laboratory, sized } from "../laboratory.js";
import type { Study } from "../study.js";
import { boundOverCells } from "./bound-over-cells.js";
import { claims } from "./claims.js";
import { estimatorReferences } from "./estimator-references.js";
import { exactCases } from "./exact-cases.js";
import { CELLS, workedExamples } from "./examples.js";
import { fewSamples } from "./few-samples.js";
import type { UtilityFunction } from "./findings.js";
import { softLimit } from "./soft-limit.js";

const SHARP = { steepness: 80, bandwidth: 0.1 };

async function compute(laboratory: Laboratory): Promise<UtilityFunction> {
  const { begin, effort } = laboratory;
  begin("laws whose utility is known");
  const examples = workedExamples();
  const exact = exactCases(effort);
  begin("the landscape and the bound");
  const landscape = utilityLandscape({ cells: CELLS });
  const sharpLandscape = utilityLandscape({ cells: CELLS, ...SHARP });
  const bounds = boundOverCells(32, sized(laboratory, 200, 20));
  begin("what few replicates make of it");
  const references = estimatorReferences();
  const samples = fewSamples(laboratory);
  begin("the soft utility");
  const soft = await softLimit(laboratory);
  return {
    ...{ examples, exact, landscape, sharpLandscape, bounds, references },
    ...{ fewSamples: samples, softLimit: soft },
  };
}

/** What the utility rewards, how surely it is measured, and how it is made differentiable. */
export const utilityFunction: Study<UtilityFunction> = {
  name: "utility-function",
  title: "The utility function",
  question: "What does the utility of a line of cells reward, and how surely can it be measured?",
  compute,
  claims,
};
