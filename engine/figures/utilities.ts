import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { boundText } from "./bound.js";
import { type Figure, figure } from "./figure.js";
import { measuredFields, plusMinus } from "./numbers.js";
import { rowLabels } from "./rows.js";
import { leftOutText } from "./thinning.js";
import { type NamedUtility, utilityRows, utilityTable } from "./utility-rows.js";

export type { NamedUtility };

/** What utilities are compared from. */
export interface UtilitiesRecords {
  readonly runs: readonly NamedUtility[];
  /** The highest utility that is possible, in bits. */
  readonly bound?: number | undefined;
}

const schema: z.ZodType<UtilitiesRecords> = z.object({
  runs: z.array(z.object({ label: z.string(), ...measuredFields })).min(1),
  bound: z.number().optional(),
});

const MOST_ROWS = 40;
function captionOf(runs: readonly NamedUtility[]): string {
  const known = runs.filter(({ utility }) => utility !== null);
  const ranked = [...known].sort((a, b) => (b.utility ?? 0) - (a.utility ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined) return "None has a utility.";
  const highest = `${best.label} has ${plusMinus(best)}`;
  if (best === worst) return `${highest}.`;
  return `The highest utility is that of ${best.label}, ${plusMinus(best)}; the lowest that of ${worst.label}, ${plusMinus(worst)}.`;
}

/**
 * Utilities with their standard errors, a row each in the order in which they are given, at most 40.
 *
 * @throws CellfateError `argument.invalid`
 */
export function utilitiesFigure(records: UtilitiesRecords): Figure {
  const { runs, bound } = checkedBy(schema, records, "records");
  const drawn = runs.slice(0, MOST_ROWS);
  const labels = rowLabels(drawn.map(({ label }) => label));
  const named = drawn.map((run, i) => ({ ...run, label: labels[i] ?? run.label }));
  const table = utilityTable(named);
  const without = runs.filter(({ utility }) => utility === null).length;
  return figure({
    name: "utilities",
    title: "Utilities compared",
    caption: [
      captionOf(runs),
      without === 0 ? "" : `${without} of ${runs.length} have none.`,
      boundText(bound),
      leftOutText(drawn.length, runs.length, "utilities"),
    ],
    table,
    view: utilityRows(table, named, bound),
  });
}
