import { stringify } from "yaml";
import { CellfateError, configJsonSchema } from "../../engine/index.js";
import { EXIT } from "../exit-codes.js";
import { type ConfigOptions, resolveOptions } from "../input/config-source.js";

/** Options of `cellfate config`. */
export interface ShowConfigOptions extends ConfigOptions {
  readonly schema?: boolean | undefined;
  readonly show?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Prints the JSON Schema of configurations, or a resolved configuration; the exit code. */
export function showConfig(options: ShowConfigOptions): number {
  if ((options.schema === true) === (options.show === true)) {
    throw new CellfateError({
      code: "usage.options",
      message: "Give --schema or --show",
      cure: "cellfate config --show prints a configuration to begin with.",
    });
  }
  if (options.schema === true) process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  else {
    const { config } = resolveOptions(options);
    process.stdout.write(options.json === true ? `${JSON.stringify(config)}\n` : stringify(config));
  }
  return EXIT.done;
}
