import { cellStepsText } from "../../engine/figures/numbers.js";
import type { Quartiles } from "../../engine/index.js";
import type { ComparedCase } from "./comparison-record.js";
import { tableText } from "./table-text.js";

const NONE = "–";
const HEAD = [
  "case",
  "condition",
  "target",
  "runs",
  "success",
  "cell-steps to target",
  "seconds to target",
  "best utility",
  "robust",
];

function quartilesText({ lower, median, upper }: Quartiles, show: (value: number) => string): string {
  const [low, middle, high] = [lower, median, upper].map((value) => (value === null ? NONE : show(value)));
  return median === null && lower === null ? NONE : `${middle} [${low}, ${high}]`;
}

function row({ record, timings }: ComparedCase): string[] {
  const { condition, target, runs, failed, successRate, cellSteps, best, robust } = record;
  return [
    record.case,
    condition ?? NONE,
    target?.toString() ?? NONE,
    failed === 0 ? runs.toString() : `${runs}, ${failed} failed`,
    successRate?.toFixed(2) ?? NONE,
    quartilesText(cellSteps, cellStepsText),
    quartilesText(timings.secondsToTarget, (seconds) => seconds.toFixed(1)),
    best === null ? NONE : `${best.utility?.toFixed(4) ?? NONE} ± ${best.standardError?.toFixed(4) ?? NONE}`,
    robust.toFixed(2),
  ];
}

/** A line a case; what it took is a median and, in brackets, quartiles, over all runs: – where fewer reached the target. */
export function comparisonText(cases: readonly ComparedCase[]): string {
  return tableText([HEAD, ...cases.map(row)]);
}
