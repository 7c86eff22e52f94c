import { join, normalize } from "node:path";
import { Command } from "@commander-js/extra-typings";
import {
  isComparison,
  type ReadComparison,
  readComparison,
  type ReadRun,
  readRun,
  RUN_FILES,
} from "../../actors/index.js";
import { CellfateError } from "../../engine/index.js";
import { examplesText } from "../output/examples.js";
import { PICTURES } from "../output/picture-formats.js";
import { tell } from "../output/streams.js";
import { outputFile } from "../output/write-output.js";
import { writeReport } from "../report/write-report.js";

/** Where the page of several directories goes: not where that of a run lies. */
const COMPARED = "comparison.html";

/** What several directories hold, each of a run or of a comparison. */
function readAll(directories: readonly string[]): ReadComparison {
  const all = [...new Set(directories.map((path) => normalize(path)))].map((path) =>
    isComparison(path) ? readComparison(path) : { runs: [readRun(path)], cases: [], problems: [] },
  );
  return {
    runs: all.flatMap(({ runs }) => runs),
    cases: all.flatMap(({ cases }) => cases),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/**
 * What is reported: the one run that is named, or runs beside one another.
 *
 * @throws CellfateError `run.missing`
 */
function readSubject(directories: readonly string[]): ReadRun | ReadComparison {
  const [alone] = directories;
  if (alone !== undefined && directories.length === 1 && !isComparison(alone)) return readRun(alone);
  const comparison = readAll(directories);
  if (comparison.runs.length > 0) return comparison;
  throw new CellfateError({
    code: "run.missing",
    message: "There is no run in the comparison.",
    where: directories.join(", "),
    cure: "cellfate compare makes its runs.",
  });
}

export const command = new Command()
  .argument("<directory...>", "run directories, or that of a comparison; several are put beside one another")
  .option(
    "--out <file>",
    `page to write, ${PICTURES.join(", ")}; by default report.html in the directory, of several ${COMPARED} here`,
  )
  .option("--svg", "also write each figure as SVG into figures/ beside the page")
  .option("--png", "also write each figure as PNG into figures/")
  .option("--data", "also write each figure's data as CSV, and its specification, into figures/")
  .option(
    "--animation",
    "of one run: f over the generations as an SVG that moves, into figures/ and the page",
  )
  .addHelpText(
    "after",
    examplesText(
      "cellfate report runs/pinned-ends-7",
      "cellfate report runs/pinned-ends-7 --svg --data --out report.html",
      "cellfate report runs/pinned-ends-7 runs/optimum --out both.html",
    ),
  )
  .action(async (directories, options) => {
    const subject = readSubject(directories);
    const place = directories.length === 1 ? join(...directories, RUN_FILES.report) : COMPARED;
    const out = outputFile(options.out ?? place);
    const { svg = false, png = false, data = false, animation = false } = options;
    const figures = await writeReport(subject, out, { svg, png, data, animation });
    tell(`${figures} figures are in ${out.name}\n`);
  });
