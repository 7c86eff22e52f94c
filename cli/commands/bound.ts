import { Command, Option } from "@commander-js/extra-typings";
import { CONNECTIVITY_NAMES, LIMITS, symmetricBound } from "../../engine/index.js";
import { parseCount } from "../input/parse-count.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";

/** Patterns longer than this are not drawn. */
const SHOWN_CELLS = 80;

export const command = new Command()
  .option("--cells <n>", `number of cells, 1 … ${LIMITS.cells}`, "7")
  .option("--fates <n>", `number of fates, 2 … ${LIMITS.fates}`, "2")
  .addOption(
    new Option("--boundary <name>", "what the end cells see")
      .choices(CONNECTIVITY_NAMES)
      .default("open" as const),
  )
  .option("--json", "one object on stdout")
  .addHelpText(
    "after",
    examplesText("cellfate bound --cells 9", "cellfate bound --cells 9 --fates 3 --boundary periodic --json"),
  )
  .action(({ boundary, json, ...options }) => {
    const cells = parseCount(options.cells, "--cells", LIMITS.cells);
    const fates = parseCount(options.fates, "--fates", LIMITS.fates, 2);
    const found = symmetricBound(cells, fates, boundary);
    if (json === true) print(`${JSON.stringify({ cells, fates, boundary, ...found })}\n`);
    else {
      const { reached, atMost, exact, description, law } = found;
      const by = cells <= SHOWN_CELLS ? description : `${law.length} pattern${law.length === 1 ? "" : "s"}`;
      print(
        [
          `${boundary} line, N = ${cells}, Z = ${fates}`,
          exact
            ? `utility at most ${reached.toFixed(10)} bits`
            : `utility ${reached.toFixed(10)} bits is reached; more than ${atMost.toFixed(10)} is impossible`,
          `by ${by}\n`,
        ].join("\n"),
      );
    }
  });
