import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { fatesSchema, fateSeries, fit, patternsSchema, UNFIT } from "./fates.js";
import { type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { bits, counted, type Measured, measuredFields, plusMinus } from "./numbers.js";
import { rasterLayer, rasterLeftOut, rasterRows, rasterText } from "./raster-panel.js";
import { legendLayer } from "./series.js";

/** What a function makes of many replicates, and its utility. */
export interface MeasuredPatterns extends Measured {
  /** R that the utility was measured on. */
  readonly replicates: number;
  /** Of some replicates, a digit a cell. */
  readonly patterns: readonly string[];
}

/** What training is drawn from. */
export interface TrainingRecords {
  /** Of an untrained function. */
  readonly before: MeasuredPatterns;
  /** Of the champion. */
  readonly after: MeasuredPatterns;
  /** Z, 2 … 10. */
  readonly fates: number;
}

const measuredPatterns = z.object({
  patterns: patternsSchema,
  replicates: z.int().min(1),
  ...measuredFields,
});
const schema: z.ZodType<TrainingRecords> = z
  .object({ before: measuredPatterns, after: measuredPatterns, fates: fatesSchema })
  .refine(
    ({ before, after, fates }) =>
      [before, after].every(({ patterns }) => fit(patterns, patterns[0]?.length ?? 0, fates)),
    { message: UNFIT },
  );

/** Pixels of each of the two rasters. */
const WIDTH = 160;

/**
 * What training comes to: the final fates of replicates of an untrained function and of the champion, side by side.
 *
 * @throws CellfateError `argument.invalid`
 */
export function trainingFigure(records: TrainingRecords): Figure {
  const { before, after, fates } = checkedBy(schema, records, "records");
  const panels = [
    { when: "before", name: "Untrained", of: before },
    { when: "after", name: "Champion", of: after },
  ].map(({ of, ...panel }) => ({ ...panel, of, rows: rasterRows(of.patterns) }));
  const view = ({ name, of, rows }: (typeof panels)[number], i: number): JsonObject => ({
    width: WIDTH,
    title: [name, `U = ${bits(of.utility)} ± ${bits(of.standardError)}`],
    layer: [rasterLayer(rows, fates), ...(i === 0 ? [legendLayer(fateSeries(fates), 5)] : [])],
  });
  return figure({
    name: "training",
    title: "Before and after training",
    caption: panels.flatMap(({ name, of, rows }) => [
      `${name}, ${plusMinus(of)} on ${counted(of.replicates, "replicate")}: ${rasterText(rows)}.`,
      ...rasterLeftOut(of.patterns),
    ]),
    table: {
      columns: ["when", "utility", "standardError", "replicates", "replicate", "pattern"],
      rows: panels.flatMap(({ when, of: { utility, standardError, replicates }, rows }) =>
        rows.map((pattern, i) => [when, utility, standardError, replicates, i, pattern]),
      ),
    },
    view: { hconcat: panels.map(view), spacing: 16 },
  });
}
