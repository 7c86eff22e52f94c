import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { fatesSchema, fateSeries, fit, patternsSchema, UNFIT } from "./fates.js";
import { type Figure, figure } from "./figure.js";
import { rasterLayer, rasterLeftOut, rasterRows, rasterText } from "./raster-panel.js";
import { legendLayer } from "./series.js";

/** What a raster is drawn from. */
export interface RasterRecords {
  /** Of each replicate, a digit a cell. */
  readonly patterns: readonly string[];
  /** Z, 2 … 10. */
  readonly fates: number;
}

const schema: z.ZodType<RasterRecords> = z
  .object({ patterns: patternsSchema, fates: fatesSchema })
  .refine(({ patterns, fates }) => fit(patterns, patterns[0]?.length ?? 0, fates), {
    path: ["patterns"],
    message: UNFIT,
  });

/**
 * The final fates of the first 30 replicates, a row each: rows that are alike are what reproducibility is.
 *
 * @throws CellfateError `argument.invalid`
 */
export function rasterFigure(records: RasterRecords): Figure {
  const { patterns, fates } = checkedBy(schema, records, "records");
  const rows = rasterRows(patterns);
  return figure({
    name: "raster",
    title: "Final fates of replicates",
    caption: [`A row is a replicate: ${rasterText(rows)}.`, ...rasterLeftOut(patterns)],
    table: { columns: ["replicate", "pattern"], rows: rows.map((pattern, i) => [i, pattern]) },
    view: {
      layer: [rasterLayer(rows, fates), legendLayer(fateSeries(fates), 5)],
    },
  });
}
