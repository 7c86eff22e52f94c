import { extname } from "node:path";
import type { FileContent } from "../../actors/index.js";
import { CellfateError, type UtilityLandscape } from "../../engine/index.js";
import type { Page } from "../report/page.js";
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
  const drawn = (ending: PictureEnding): Exporter<Result> => {
    return async (result) => {
      const [page, { DRAWN }] = await Promise.all([pageOf(), import("../report/draw-page.js")]);
      return DRAWN[ending](await page(result));
    };
  };
  return Object.fromEntries(PICTURES.map((ending) => [ending, drawn(ending)]));
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
