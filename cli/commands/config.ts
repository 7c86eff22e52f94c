import { stringify } from "yaml";
import { CellfateError, configJsonSchema } from "../../engine/index.js";
import { resolveOptions } from "../input/config-source.js";
import { configCommand } from "../input/shared-options.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";

export const command = configCommand()
  .option("--schema", "the JSON Schema")
  .option("--show", "the resolved configuration, as YAML")
  .option("--json", "as JSON")
  .addHelpText(
    "after",
    examplesText(
      "cellfate config --show --preset optimum --set model.cells=9 > mine.yaml",
      "cellfate config --schema > schema.json",
    ),
  )
  .action((options) => {
    if ((options.schema === true) === (options.show === true)) {
      throw new CellfateError({
        code: "usage.options",
        message: "Give --schema or --show",
        cure: "cellfate config --show prints a configuration to begin with.",
      });
    }
    if (options.schema === true) print(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    else {
      const { config } = resolveOptions(options);
      print(options.json === true ? `${JSON.stringify(config)}\n` : stringify(config));
    }
  });
