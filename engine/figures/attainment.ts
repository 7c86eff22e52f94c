import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { type AttainedCase, attainedCasesSchema } from "../records/comparison-record.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { amount, cellStepsText } from "./numbers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { legendLayer, line, lineMark } from "./series.js";

/** What attainment is drawn from. */
export interface AttainmentRecords {
  readonly cases: readonly AttainedCase[];
  /** What the costs are; by default the cell-steps of a run. */
  readonly costs?: string | undefined;
}

const schema: z.ZodType<AttainmentRecords> = z.object({
  cases: attainedCasesSchema,
  costs: z.string().min(1).optional(),
});

const COSTS = "cell-steps of the search, verification included";
/** Labels of decades that fit an axis. */
const MOST_DECADES = 8;

/** The powers of ten from the one below the least cost to the one above the largest. */
function decadesOf(costs: readonly number[]): number[] {
  const [least, largest] = costs.length === 0 ? [1, 10] : [Math.min(...costs), Math.max(...costs)];
  let from = 1;
  while (from * 10 <= least) from *= 10;
  const decades = [from, from * 10];
  while ((decades.at(-1) ?? Infinity) < largest) decades.push((decades.at(-1) ?? 1) * 10);
  return decades;
}

function sentenceOf(label: string, { runs, target, cellSteps, distribution }: AttainedCase): string {
  const reached = Math.round(runs * (distribution.at(-1)?.share ?? 0));
  if (target === null) return `${label}: there is no target.`;
  const half =
    cellSteps.median === null ? "" : `, half of all after ${cellStepsText(cellSteps.median)} cell-steps`;
  return `${label}: ${reached} of ${runs} runs reached ${amount(target)} bits${half}.`;
}

/**
 * The empirical distributions of cell-steps to target: the share of all runs that had reached their target by so many
 * cell-steps, a step line a case; one that ends below 1 lacks the runs that never did.
 *
 * @throws CellfateError `argument.invalid`
 * @see Hansen et al., COCO: Performance Assessment, arXiv:1605.03560, section 4
 */
export function attainmentFigure(records: AttainmentRecords): Figure {
  const { cases, costs = COSTS } = checkedBy(schema, records, "records");
  const names = cases.map((one) => (one.condition === null ? one.case : `${one.case}, ${one.condition}`));
  const labels = rowLabels(names);
  // A logarithmic axis has no 0.
  const costOf = (cost: number): number => Math.max(cost, 1);
  const decades = decadesOf(
    cases.flatMap(({ distribution }) => distribution.map(({ cost }) => costOf(cost))),
  );
  const [from, to] = [decades[0] ?? 1, decades.at(-1) ?? 10];
  const table = {
    columns: ["case", "cellSteps", "share"],
    rows: cases.flatMap(({ distribution }, i) => {
      const label = labels[i] ?? "";
      return [
        [label, from, 0],
        ...distribution.map(({ cost, share }) => [label, costOf(cost), share]),
        [label, to, distribution.at(-1)?.share ?? 0],
      ];
    }),
  };
  const every = Math.ceil(decades.length / MOST_DECADES);
  const x = {
    ...{ field: "cellSteps", type: "quantitative", title: costs },
    scale: { type: "log", domain: [from, to], nice: false },
    axis: { values: decades.filter((_, i) => i % every === 0), format: ".0e" },
  };
  const y = {
    ...{ field: "share", type: "quantitative", title: "share of runs at target" },
    scale: { domain: [0, 1] },
  };
  const lines = labels.map((label, i) => line(label, i));
  return figure({
    name: "attainment",
    title: "Runs that reached their target",
    caption: cases.map((one, i) => sentenceOf(names[i] ?? "", one)),
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...lines.map((series) => ({
          transform: [{ filter: { field: "case", equal: series.name } }],
          mark: { ...lineMark(series, Infinity), interpolate: "step-after" },
          encoding: { x, y },
        })),
        legendLayer(lines, nameColumns(labels)),
      ],
    },
  });
}
