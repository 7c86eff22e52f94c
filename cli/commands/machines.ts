import { Argument, Command, Option } from "@commander-js/extra-typings";
import { type MachineName, MACHINES } from "../../actors/index.js";
import { CellfateError, nearest, withSuggestions } from "../../engine/index.js";
import { chartOf } from "../machines/chart.js";
import { chartText } from "../machines/chart-text.js";
import { examplesText } from "../output/examples.js";
import { exporterFor, MACHINE_EXPORTERS } from "../output/exporters.js";
import { print, tell } from "../output/streams.js";
import { outputFile, STDOUT, writeOutput } from "../output/write-output.js";

const NAMES = Object.keys(MACHINES).filter(isMachine);

/** The formats by name, each the ending of its files. */
const FORMATS = { svg: ".svg", mermaid: ".mmd", dot: ".dot", json: ".json", stately: ".ts" } as const;
const FORMAT_NAMES = ["svg", "mermaid", "dot", "json", "stately"] as const;

function isMachine(name: string): name is MachineName {
  return Object.hasOwn(MACHINES, name);
}

function parseMachine(name: string): MachineName {
  if (isMachine(name)) return name;
  throw new CellfateError({
    code: "usage.machine",
    message: `There is no machine of this name`,
    where: name,
    cure: withSuggestions(nearest(name, NAMES), `The machines are ${NAMES.join(", ")}.`),
  });
}

export const command = new Command()
  .addArgument(new Argument("[name]", "one machine; by default all").choices(NAMES).argParser(parseMachine))
  .addOption(
    new Option(
      "--format <name>",
      "draw or write the statechart; stately is code that editors of statecharts read; by default a list of the states",
    ).choices(FORMAT_NAMES),
  )
  .option("--out <file>", `file to write, ${Object.keys(MACHINE_EXPORTERS).join(", ")}; by default stdout`)
  .addHelpText(
    "after",
    examplesText(
      "cellfate machines",
      "cellfate machines evaluator --format mermaid",
      "cellfate machines population-manager --out population-manager.svg",
    ),
  )
  .action(async (name, { format, out = STDOUT }) => {
    if (name === undefined) {
      if (format === undefined && out === STDOUT) {
        print(NAMES.map((one) => chartText(chartOf(MACHINES[one]))).join("\n"));
        return;
      }
      throw new CellfateError({
        code: "usage.options",
        message: "A chart is of one machine",
        where: format === undefined ? "--out" : "--format",
        cure: `Name one of ${NAMES.join(", ")}.`,
      });
    }
    const list = (machine: MachineName): string => chartText(chartOf(MACHINES[machine]));
    const asked = format === undefined ? list : MACHINE_EXPORTERS[FORMATS[format]];
    const exporter = exporterFor(MACHINE_EXPORTERS, out, asked);
    if (format !== undefined && exporter !== asked) {
      throw new CellfateError({
        code: "usage.options",
        message: `Give --format ${format} or --out ${out}, which is another format, not both`,
        where: "--format",
        cure: `Leave --format out, or let the name end in ${FORMATS[format]}.`,
      });
    }
    const file = outputFile(out);
    await writeOutput(file, await exporter(name));
    if (file.kind !== "stdout") tell(`The chart of ${name} is in ${file.name}\n`);
  });
