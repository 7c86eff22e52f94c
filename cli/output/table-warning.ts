import type { TableEffect } from "../../engine/index.js";
import { warn } from "./problem-text.js";

/** Warns where the table of f missed its error bound and that changes the utility. */
export function warnAboutTable(effect: TableEffect | null): void {
  if (effect?.matters !== true) return;
  const { errorOverBound, intervals, replicates, utility, directUtility } = effect;
  const value = (number: number | null): string => number?.toFixed(4) ?? "–";
  warn({
    message: `The table of f misses its error bound ${errorOverBound.toFixed(1)}-fold at ${intervals} intervals, which changes the utility: ${value(utility)} by the table, ${value(directUtility)} by the network in every step, on the same ${replicates} replicates.`,
    cure: "Use --set evaluation.regulation=direct to evaluate the network in every step.",
  });
}
