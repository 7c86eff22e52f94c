import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity, whole } from "./axes.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { courseText, type DrawnGeneration, historySchema, thinnedHistory } from "./history.js";
import { hasValue, layersOf } from "./layers.js";
import { legendLayer, line, lineMark } from "./series.js";

/** What the entropies of a run are drawn from. */
export interface EntropiesRecords {
  readonly history: readonly DrawnGeneration[];
}

const schema: z.ZodType<EntropiesRecords> = z.object({ history: historySchema });

/** Columns of the table and the lines that they are. */
const LINES = [
  ["patternEntropy", line("S_pat: patterning entropy", 0)],
  ["reproducibilityEntropy", line("S_rep: reproducibility entropy", 1)],
  ["difference", line("S_pat − S_rep: utility", 2)],
] as const;

function differenceOf({ patternEntropy, reproducibilityEntropy }: DrawnGeneration): number | null {
  return patternEntropy === null || reproducibilityEntropy === null
    ? null
    : patternEntropy - reproducibilityEntropy;
}

/**
 * The entropies of the best individual over the generations: how varied fates are, how varied whole patterns are, and
 * their difference.
 *
 * @throws CellfateError `argument.invalid`
 */
export function entropiesFigure(records: EntropiesRecords): Figure {
  const { history } = checkedBy(schema, records, "records");
  const { drawn, leftOut } = thinnedHistory(history);
  const table = {
    columns: ["generation", ...LINES.map(([column]) => column)],
    rows: drawn.map((record) => [
      record.generation,
      record.patternEntropy,
      record.reproducibilityEntropy,
      differenceOf(record),
    ]),
  };
  return figure({
    name: "entropies",
    title: "Entropies of the best individual",
    caption: [
      `The patterning entropy of each generation's best individual ${courseText(history, (record) => record.patternEntropy)}.`,
      `Its reproducibility entropy ${courseText(history, (record) => record.reproducibilityEntropy)}.`,
      `Their difference, the utility, ${courseText(history, differenceOf)}.`,
      leftOut,
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf(
          LINES.map(([column, series]) => ({
            drawn: hasValue(table, column),
            layers: [
              {
                mark: lineMark(series, drawn.length),
                encoding: { x: whole("generation", "generation"), y: quantity(column, "entropy (bits)") },
              },
            ],
          })),
        ),
        legendLayer(
          LINES.map(([, series]) => series),
          1,
        ),
      ],
    },
  });
}
