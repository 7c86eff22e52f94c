import { Command } from "@commander-js/extra-typings";
import { PRESET_NAMES, PRESETS } from "../../engine/index.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";

export const command = new Command()
  .option("--json", "one object on stdout")
  .addHelpText("after", examplesText("cellfate presets", "cellfate presets --json"))
  .action(({ json }) => {
    if (json === true) print(`${JSON.stringify(PRESETS)}\n`);
    else {
      const width = Math.max(...PRESET_NAMES.map((name) => name.length));
      for (const name of PRESET_NAMES) {
        print(`${name.padEnd(width)}  ${PRESETS[name].summary}\n`);
      }
    }
  });
