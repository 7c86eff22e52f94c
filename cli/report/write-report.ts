import { basename, dirname, extname, join } from "node:path";
import { makeFolder, type ReadComparison, type ReadRun, RUN_FILES } from "../../actors/index.js";
import type { Figure } from "../../engine/figures/figure.js";
import { CellfateError } from "../../engine/index.js";
import { csvText } from "../output/csv.js";
import { exporterFor } from "../output/exporters.js";
import { type OutputFile, outputFile, writeOutput } from "../output/write-output.js";
import { withBackend } from "../with-backend.js";
import { comparisonPage } from "./comparison-page.js";
import { DRAWN } from "./draw-page.js";
import { drawingsOf, figuresOf, type Page } from "./page.js";
import { pngOf } from "./png.js";
import { figureSvg } from "./render-figure.js";
import { runPage } from "./run-page.js";

/** What is written of each figure beside the page. */
export interface FigureFiles {
  readonly png: boolean;
  readonly svg: boolean;
  /** CSV of the data and the specification. */
  readonly data: boolean;
  /** f over the generations as an SVG that moves, in the page too. */
  readonly animation: boolean;
}

const NO_FILES: FigureFiles = { png: false, svg: false, data: false, animation: false };

/**
 * Holds that there is one run whose f can move.
 *
 * @throws CellfateError `usage.options`, `run.mismatch`
 */
function checkAnimated(subject: ReadRun | ReadComparison): void {
  if ("runs" in subject) {
    throw new CellfateError({
      code: "usage.options",
      message: "An animation is of one run",
      where: "--animation",
      cure: "Give the directory of one run, or leave out --animation.",
    });
  }
  if (subject.regulation.length > 0) return;
  throw new CellfateError({
    code: "run.mismatch",
    message: "f of no generation can be read, so that there is nothing to animate",
    where: join(subject.path, RUN_FILES.regulation),
    cure: "Leave out --animation.",
  });
}

/** The page of a run, or of several beside one another. Whatever simulated a run, its pictures have the same bits everywhere. */
function pageOf(subject: ReadRun | ReadComparison, animated: boolean): Promise<Page> {
  return "runs" in subject
    ? Promise.resolve(comparisonPage(subject))
    : withBackend("wasm", (backend) => runPage(subject, backend, animated));
}

async function* filesOf(
  figure: Figure,
  { png, svg, data }: FigureFiles,
): AsyncGenerator<readonly [ending: string, content: string | Uint8Array]> {
  if (data) {
    yield [".csv", csvText(figure.table.columns, figure.table.rows)];
    yield [".vl.json", `${JSON.stringify(figure.spec)}\n`];
  }
  if (!svg && !png) return;
  const drawing = await figureSvg(figure);
  if (svg) yield [".svg", `${drawing}\n`];
  if (png) yield [".png", await pngOf(drawing)];
}

/**
 * The folder for the files of the figures: `figures` beside report.html, `a-figures` beside a.html, so that no two pages share
 * one. Made before anything is drawn.
 *
 * @throws CellfateError `usage.options`, `usage.file`
 */
function figureFolder({ name, path, kind }: OutputFile): string {
  if (kind !== "file") {
    throw new CellfateError({
      code: "usage.options",
      message: "Files of figures lie beside their page, and this one is no file",
      where: `--out ${name}`,
      cure: "Give --out the name of a file, or leave out --svg, --png, --data and --animation.",
    });
  }
  const page = basename(path);
  const own = `${basename(page, extname(page))}-${RUN_FILES.figures}`;
  const folder = join(dirname(path), page === RUN_FILES.report ? RUN_FILES.figures : own);
  makeFolder(folder);
  outputFile(join(folder, "figure.csv"));
  return folder;
}

/**
 * Writes the report of one run, or of several beside one another, in the format that the name of the file ends in.
 *
 * @returns how many figures it has
 * @throws CellfateError `disk.write`, `run.mismatch`, `usage.file`, `usage.format`, `usage.options`
 */
export async function writeReport(
  subject: ReadRun | ReadComparison,
  out: OutputFile,
  files: FigureFiles = NO_FILES,
): Promise<number> {
  const draw = exporterFor(DRAWN, out.path, DRAWN[".html"]);
  if (files.animation) checkAnimated(subject);
  const folder = Object.values(files).includes(true) ? figureFolder(out) : null;
  const page = await pageOf(subject, files.animation);
  const figures = figuresOf(page);
  await writeOutput(out, await draw(page));
  if (folder === null) return figures.length;
  for (const { name, svg } of drawingsOf(page)) {
    await writeOutput(outputFile(join(folder, `${name}.svg`)), `${svg}\n`);
  }
  for (const figure of figures) {
    for await (const [ending, content] of filesOf(figure, files)) {
      await writeOutput(outputFile(join(folder, `${figure.name}${ending}`)), content);
    }
  }
  return figures.length;
}
