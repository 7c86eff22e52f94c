import { extname } from "node:path";
import { type FileContent, type MachineName, MACHINES } from "../../actors/index.js";
import { CellfateError, type UtilityLandscape } from "../../engine/index.js";
import { type Chart, chartOf } from "../machines/chart.js";
import { chartDot } from "../machines/dot.js";
import { chartJson } from "../machines/json.js";
import type { LaidOutChart } from "../machines/laid-out-chart.js";
import { chartMermaid } from "../machines/mermaid.js";
import { chartCode } from "../machines/stately.js";
import type { Page } from "../report/page.js";
import { traceJson, traceText } from "../trace/summary-text.js";
import type { TraceEvent } from "../trace/trace-event.js";
import { gradientsCsv, gradientsJson, type NamedDiagnosis } from "./gradients.js";
import { PICTURES, type PictureEnding } from "./picture-formats.js";
import { landscapeCsv, landscapeJson } from "./landscape.js";
import type { SimulatedTrajectories } from "./trajectories.js";
import { trajectoriesCsv } from "./trajectories-csv.js";
import { trajectoriesJson } from "./trajectories-json.js";

/** A result in one format. */
type Exporter<Result> = (result: Result) => FileContent | Promise<FileContent>;

/** The formats that a result can be written in, by the endings of files' names. */
type Exporters<Result> = Readonly<Record<`.${string}`, Exporter<Result>>>;

/** The formats of pictures of a result; what draws them is loaded when one is asked for. */
function pictures<Result>(
  pageOf: () => Promise<(result: Result) => Page | Promise<Page>>,
): Exporters<Result> {
  const drawnAs = (ending: PictureEnding): Exporter<Result> => {
    return async (result) => {
      const [page, { DRAWN }] = await Promise.all([pageOf(), import("../report/draw-page.js")]);
      return DRAWN[ending](await page(result));
    };
  };
  return Object.fromEntries(PICTURES.map((ending) => [ending, drawnAs(ending)]));
}

/** What `simulate` writes. */
export const TRAJECTORY_EXPORTERS: Exporters<SimulatedTrajectories> = {
  ".json": trajectoriesJson,
  ".csv": trajectoriesCsv,
  ...pictures(async () => (await import("../report/trajectories-page.js")).trajectoriesPage),
};

/** What `landscape` writes. */
export const LANDSCAPE_EXPORTERS: Exporters<UtilityLandscape> = {
  ".csv": landscapeCsv,
  ".json": landscapeJson,
  ...pictures(async () => (await import("../report/landscape-page.js")).landscapePage),
};

/** What `gradients` writes. */
export const GRADIENT_EXPORTERS: Exporters<NamedDiagnosis> = {
  ".json": gradientsJson,
  ".csv": gradientsCsv,
  ...pictures(async () => (await import("../report/gradients-page.js")).gradientsPage),
};

/** What `trace` writes. */
export const TRACE_EXPORTERS: Exporters<AsyncIterable<TraceEvent>> = {
  ".txt": traceText,
  ".json": traceJson,
  ...pictures(async () => (await import("../trace/trace-page.js")).tracePage),
};

/** What `machines` writes. */
export const MACHINE_EXPORTERS = {
  ".svg": drawn(async () => {
    const { chartSvg } = await import("../machines/chart-svg.js");
    return (layout) => chartSvg(layout, { standalone: true });
  }),
  ".png": drawn(async () => (await import("../machines/chart-png.js")).chartPng),
  ".mmd": written(chartMermaid),
  ".dot": written(chartDot),
  ".json": written(chartJson),
  ".ts": written(chartCode),
} satisfies Exporters<MachineName>;

function written(text: (chart: Chart) => string): Exporter<MachineName> {
  return (name) => text(chartOf(MACHINES[name]));
}

function drawn(load: () => Promise<Exporter<LaidOutChart>>): Exporter<MachineName> {
  return async (name) => {
    const [draw, { layouts }] = await Promise.all([load(), import("../machines/read-layouts.js")]);
    return draw(layouts()[name]);
  };
}

/**
 * The exporter that the name of a file asks for by its ending, to be found before any work is done.
 *
 * @param name a file's; one without an ending, such as a pipe's or `-`, has the format `otherwise`
 * @throws CellfateError `usage.format`
 */
export function exporterFor<Result>(
  exporters: Exporters<Result>,
  name: string,
  otherwise: Exporter<Result>,
): Exporter<Result> {
  const ending = extname(name).toLowerCase();
  if (ending === "") return otherwise;
  const found = Object.entries(exporters).find(([known]) => known === ending);
  if (found !== undefined) return found[1];
  throw new CellfateError({
    code: "usage.format",
    message: `There is no format for files that end in ${ending}`,
    where: `--out ${name}`,
    cure: `Known: ${Object.keys(exporters).join(", ")}.`,
  });
}

/**
 * {@link exporterFor} a command that has --json, which then names the format of what has no ending, and has to agree with
 * that of what has one.
 *
 * @param json undefined where --json was not given
 * @throws CellfateError `usage.format`, `usage.options`
 */
export function askedExporter<Result>(
  exporters: Exporters<Result>,
  name: string,
  json: Exporter<Result> | undefined,
  otherwise: Exporter<Result>,
): Exporter<Result> {
  const exporter = exporterFor(exporters, name, json ?? otherwise);
  if (json === undefined || exporter === json) return exporter;
  throw new CellfateError({
    code: "usage.options",
    message: `Give --json or --out ${name}, which is another format, not both`,
    where: "--json",
    cure: "Leave --json out, or let the name end in .json.",
  });
}
