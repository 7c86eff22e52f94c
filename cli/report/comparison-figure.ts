import { attainment } from "../../engine/figures/figures.js";
import type { CaseRecord } from "../output/comparison-record.js";
import { figureSvg } from "./render-figure.js";

/** The share of runs of each case that had reached their target by so many cell-steps, as an SVG. */
export async function comparisonFigure(cases: readonly CaseRecord[]): Promise<string> {
  return `${await figureSvg(attainment({ cases }))}\n`;
}
