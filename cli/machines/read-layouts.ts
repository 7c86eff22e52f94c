import { readFileSync } from "node:fs";
import * as z from "zod";
import type { MachineName } from "../../actors/index.js";
import { type LaidOutChart, laidOutChartSchema } from "./laid-out-chart.js";

const layoutsSchema = z.strictObject({
  "population-manager": laidOutChartSchema,
  evaluator: laidOutChartSchema,
  mutator: laidOutChartSchema,
  checkpointer: laidOutChartSchema,
} satisfies Record<MachineName, typeof laidOutChartSchema>);

/** The charts of the machines of a run, as the build has laid them out. */
export function layouts(): Readonly<Record<MachineName, LaidOutChart>> {
  return layoutsSchema.parse(
    JSON.parse(readFileSync(new URL(import.meta.resolve("#bin/charts.json")), "utf8")),
  );
}
