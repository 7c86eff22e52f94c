import { bits, plusMinus } from "../../../../engine/figures/numbers.js";
import type { Rule } from "../../../../engine/studies/evolution/rule.js";
import type { FoundBySearch } from "../../../../engine/studies/laboratory.js";
import type { Cell } from "../../../report/page.js";

/** `99.2 %`; a share is from 0 to 1. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `on where none or half of its neighbours are on, off where all are` */
export function ruleText({ none, half, all }: Rule): string {
  const named = [
    { name: "none", on: none },
    { name: "half", on: half },
    { name: "all", on: all },
  ];
  const those = (on: boolean): string =>
    named
      .filter((one) => one.on === on)
      .map(({ name }) => name)
      .join(" or ");
  return `on where ${those(true)} of its neighbours are on, off where ${those(false)} are`;
}

/** The head of a table of {@link championRow}s. */
export const CHAMPION_HEAD = ["champion of", "selected at", "U on fresh replicates, dt", "dt/2", "dt/4"];

/** A champion with what it was selected at, and its utility on fresh replicates at dt, dt/2 and dt/4. */
export function championRow(label: string, { champion }: FoundBySearch): readonly Cell[] {
  const { selectedFitness, timeStep } = champion;
  return [label, bits(selectedFitness), ...timeStep.steps.map((step) => plusMinus(step))];
}
