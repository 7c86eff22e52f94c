import { Command } from "@commander-js/extra-typings";
import {
  loadKernels,
  MOST_LANDSCAPE_CELLS,
  type UtilityLandscape,
  utilityLandscape,
} from "../../engine/index.js";
import { parseCount } from "../input/parse-count.js";
import { parsePositive } from "../input/parse-positive.js";
import { print, tell } from "../output/streams.js";
import { outputFile, writeOutput } from "../output/write-output.js";

/** The soft measures take time with the square of the number of patterns. */
const MOST_PATTERNS = 1024;
const KINDS = ["hard", "soft"] as const;
const MEASURES = ["utility", "patternEntropy", "reproducibilityEntropy"] as const;

/** One line a point, entropies in bits, every number to its last digit. */
function csv({ points }: UtilityLandscape): string {
  const columns = KINDS.flatMap((kind) => MEASURES.map((measure) => `${kind}.${measure}`));
  const rows = points.map(({ onCells, fateRatio, distinctPatterns, ...point }) => [
    onCells,
    fateRatio,
    distinctPatterns,
    ...KINDS.flatMap((kind) => MEASURES.map((measure) => point[kind][measure])),
  ]);
  return [["onCells", "fateRatio", "distinctPatterns", ...columns], ...rows]
    .map((row) => `${row.join(",")}\n`)
    .join("");
}

export const command = new Command()
  .option("--cells <n>", `number of cells, 1 … ${MOST_LANDSCAPE_CELLS}`, "7")
  .option("--patterns <n,n,…>", "numbers of distinct patterns; default 1,2,4 … 128")
  .option("--steepness <s>", "steepness of the soft fates", "7")
  .option("--bandwidth <h>", "bandwidth of the soft reproducibility entropy", "0.5")
  .option("--out <file>", "file to write, .csv or .json, instead of stdout")
  .option("--json", "JSON instead of CSV")
  .action(async ({ out, json, ...options }) => {
    const { patterns } = options;
    const counts = patterns?.split(",").map((count) => parseCount(count, "--patterns", MOST_PATTERNS));
    const computed = {
      cells: parseCount(options.cells, "--cells", MOST_LANDSCAPE_CELLS),
      steepness: parsePositive(options.steepness, "--steepness"),
      bandwidth: parsePositive(options.bandwidth, "--bandwidth"),
      ...(counts === undefined ? {} : { distinctPatterns: [...new Set(counts)].sort((a, b) => a - b) }),
    };
    const file = out === undefined ? undefined : outputFile(out);
    await loadKernels();
    const data = utilityLandscape(computed);
    const text = json === true || out?.endsWith(".json") === true ? `${JSON.stringify(data)}\n` : csv(data);
    if (file === undefined) print(text);
    else {
      await writeOutput(file, text);
      tell(`${data.points.length} points are in ${file.name}\n`);
    }
  });
