import { Command } from "@commander-js/extra-typings";
import { describeOptions, STRATEGIES } from "../../engine/index.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";

export const command = new Command()
  .option("--json", "one object on stdout")
  .addHelpText("after", examplesText("cellfate strategies", "cellfate strategies --json"))
  .action(({ json }) => {
    const listed = STRATEGIES.map(({ name, summary, reference, schema }) => ({
      name,
      summary,
      reference,
      options: describeOptions(schema),
    }));
    if (json === true) {
      print(`${JSON.stringify({ strategies: listed })}\n`);
      return;
    }
    const texts = listed.map(({ name, summary, reference, options }) => {
      const entries = Object.entries(options);
      const width = Math.max(...entries.map(([key]) => key.length));
      const lines = entries.map(
        ([key, { description = "", default: initial }]) =>
          `  ${key.padEnd(width)}  ${description}; default ${JSON.stringify(initial)}`,
      );
      return [`${name}: ${summary}`, ...lines, `  ${reference}`, ""].join("\n");
    });
    print(texts.join("\n"));
  });
