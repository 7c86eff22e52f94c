import { Command } from "@commander-js/extra-typings";
import { CellfateError, loadKernels, MOST_LANDSCAPE_CELLS, utilityLandscape } from "../../engine/index.js";
import { parseCount } from "../input/parse-count.js";
import { parsePositive } from "../input/parse-positive.js";
import { examplesText } from "../output/examples.js";
import { askedExporter, LANDSCAPE_EXPORTERS } from "../output/exporters.js";
import { landscapeCsv, landscapeJson } from "../output/landscape.js";
import { tell } from "../output/streams.js";
import { outputFile, STDOUT, writeOutput } from "../output/write-output.js";

/** The soft measures take time with the square of the number of patterns. */
const MOST_PATTERNS = 1024;

export const command = new Command()
  .option("--cells <n>", `number of cells, 1 … ${MOST_LANDSCAPE_CELLS}`, "7")
  .option("--patterns <n,n,…>", "numbers of distinct patterns; default 1,2,4 … 128")
  .option("--steepness <s>", "steepness of the soft fates", "7")
  .option("--bandwidth <h>", "bandwidth of the soft reproducibility entropy", "0.5")
  .option(
    "--out <file>",
    `file to write, ${Object.keys(LANDSCAPE_EXPORTERS).join(" or ")}; by default stdout`,
  )
  .option("--json", "JSON instead of CSV, on stdout and where the file's name does not say")
  .addHelpText(
    "after",
    examplesText(
      "cellfate landscape --cells 9 --out landscape.csv",
      "cellfate landscape --patterns 1,2,4 --steepness 20 --json",
    ),
  )
  .action(async ({ out = STDOUT, json, ...options }) => {
    const { patterns } = options;
    const counts = patterns?.split(",").map((count) => parseCount(count, "--patterns", MOST_PATTERNS));
    const computed = {
      cells: parseCount(options.cells, "--cells", MOST_LANDSCAPE_CELLS),
      steepness: parsePositive(options.steepness, "--steepness"),
      bandwidth: parsePositive(options.bandwidth, "--bandwidth"),
      ...(counts === undefined ? {} : { distinctPatterns: [...new Set(counts)].sort((a, b) => a - b) }),
    };
    const exporter = askedExporter(
      LANDSCAPE_EXPORTERS,
      out,
      json === true ? landscapeJson : undefined,
      landscapeCsv,
    );
    const file = outputFile(out);
    await loadKernels();
    const landscape = utilityLandscape(computed);
    if (landscape.points.length === 0) {
      throw new CellfateError({
        code: "usage.options",
        message: `${computed.cells} cells have not so many patterns with the same number of cells on`,
        where: `--patterns ${options.patterns ?? ""}`,
        cure: "Ask for fewer patterns, or more cells.",
      });
    }
    await writeOutput(file, await exporter(landscape));
    if (file.kind !== "stdout") tell(`${landscape.points.length} points are in ${file.name}\n`);
  });
