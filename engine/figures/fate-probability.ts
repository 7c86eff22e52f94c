import { checkedBy } from "../check-schema.js";
import { fateSeries } from "./fates.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { bits, counted } from "./numbers.js";
import { type PatternList, type PatternsRecords, patternsRecordsSchema } from "./pattern-list.js";
import { legendLayer } from "./series.js";
import { THEME, WIDTH } from "./theme.js";
import { everyNth, leftOutText } from "./thinning.js";

const MOST_CELLS = 90;

/** P_i(z) of a cell, `[fate]`, over the listed replicates. */
function probabilitiesOf({ patterns, fates }: PatternList, cell: number, listed: number): number[] {
  const counts = new Array<number>(fates).fill(0);
  for (const { pattern, count } of patterns) {
    const fate = Number(pattern[cell] ?? 0);
    counts[fate] = (counts[fate] ?? 0) + count;
  }
  return counts.map((count) => count / listed);
}

/** A row each cell and fate; the fates of a cell lie one above the other, from 0 to 1. */
function rowsOf(measures: PatternList, cells: readonly number[], listed: number): (readonly number[])[] {
  return cells.flatMap((cell) => {
    let below = 0;
    return probabilitiesOf(measures, cell, listed).map((probability, fate) => {
      const from = below;
      below += probability;
      return [cell, fate, probability, from, below];
    });
  });
}

/**
 * The probability of each fate in each cell: where it is 0 or 1, position alone says the fate.
 *
 * @throws CellfateError `argument.invalid`
 */
export function fateProbabilityFigure(records: PatternsRecords): Figure {
  const { measures } = checkedBy(patternsRecordsSchema, records, "records");
  const { cells, fates, replicates } = measures;
  const listed = measures.patterns.reduce((sum, { count }) => sum + count, 0);
  const drawn = everyNth(cells, MOST_CELLS);
  const rows = rowsOf(measures, drawn, listed);
  const table = { columns: ["cell", "fate", "probability", "from", "to"], rows };
  const series = fateSeries(fates);
  const last = rows.filter(([, fate]) => fate === fates - 1).sort((a, b) => (b[2] ?? 0) - (a[2] ?? 0));
  const [most, least] = [last[0] ?? [], last.at(-1) ?? []];
  const at = ([cell, , probability]: readonly number[]): string =>
    `${bits(probability ?? null)} in cell ${cell ?? 0}`;
  return figure({
    name: "fate-probability",
    title: "Fates of each cell",
    caption: [
      `The probability of fate ${fates - 1} is highest, ${at(most)}, and lowest, ${at(least)}, over ${counted(listed, "replicate")}.`,
      leftOutText(listed, replicates, "replicates"),
      leftOutText(drawn.length, cells, "cells"),
    ],
    table,
    view: {
      width: WIDTH,
      data: dataOf(table),
      layer: [
        ...series.map(({ fill }, fate) => ({
          transform: [{ filter: { field: "fate", equal: fate } }],
          mark: { type: "rect", fill, stroke: THEME.light.surface, strokeWidth: 0.5 },
          encoding: {
            x: { field: "cell", type: "ordinal", title: "cell", axis: { labelAngle: 0, labelOverlap: true } },
            y: { field: "from", type: "quantitative", title: "probability", scale: { domain: [0, 1] } },
            y2: { field: "to" },
          },
        })),
        legendLayer(series, 5),
      ],
    },
  });
}
