import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import type { TimeStepUtility } from "../evolution/time-step-check.js";
import { errorBars, LIMIT_COLUMNS, limitsOf } from "./error-bars.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { hasValue, layersOf } from "./layers.js";
import { amount, measuredFields, plusMinus } from "./numbers.js";
import { line, lineMark, points } from "./series.js";

/** What the check of the time step is drawn from. */
export interface TimeStepsRecords {
  /** At dt and at finer ones, as summary.json has them. */
  readonly steps: readonly TimeStepUtility[];
}

const schema: z.ZodType<TimeStepsRecords> = z.object({
  steps: z.array(z.object({ dt: z.number().positive(), ...measuredFields })).min(1),
});

const UTILITY = points("utility", 0);

/**
 * The utility of a champion at finer and finer time steps: what falls to the left owes its utility to the step.
 *
 * @throws CellfateError `argument.invalid`
 */
export function timeStepsFigure(records: TimeStepsRecords): Figure {
  const steps = [...checkedBy(schema, records, "records").steps].sort((a, b) => b.dt - a.dt);
  const table = {
    columns: ["dt", ...LIMIT_COLUMNS],
    rows: steps.map((step) => {
      const limits = limitsOf(step);
      return [step.dt, ...LIMIT_COLUMNS.map((column) => limits[column])];
    }),
  };
  const x = {
    ...{ field: "dt", type: "quantitative", title: "time step dt" },
    scale: { type: "log", base: 2, nice: false, padding: 20 },
    axis: { values: steps.map(({ dt }) => dt), format: "~g", grid: false },
  };
  const title = "utility (bits)";
  const y = { field: "utility", type: "quantitative", title, scale: { zero: false } };
  const listed = steps.map((step) => `${plusMinus(step)} at dt ${amount(step.dt)}`);
  return figure({
    name: "time-steps",
    title: "Utility at finer time steps",
    caption: [`The champion's utility is ${listed.join(", ")}; bars are standard errors.`],
    table,
    view: {
      data: dataOf(table),
      layer: layersOf([
        {
          drawn: hasValue(table, "utility"),
          layers: [
            { mark: lineMark(line("", 0), Infinity), encoding: { x, y } },
            ...errorBars(UTILITY, "y", { x }, title),
          ],
        },
      ]),
    },
  });
}
