import * as z from "zod/mini";
import { checkFunction } from "../../kernels/check.js";
import { CellfateError } from "../../kernels/index.js";
import type { Config } from "./config.js";
import { DEFAULT_STRATEGY, strategyNamed } from "../strategies/registry.js";
import { type ConfigPath, isRecord, pathName, valueAt } from "./config-path.js";
import { configProblem } from "./config-problem.js";
import { respell, writtenPath } from "./old-spelling.js";
import { overlay } from "./overlay.js";
import { wideSchema } from "../network/initial-law.js";
import { configSchema } from "./schema.js";
import { sizeProblem } from "./size-problem.js";

/** Problems named at once. */
const MOST_PROBLEMS = 20;

/** Options of what is not named are those of the default strategy, and of the one initial law that has any. */
function withNames(value: unknown): unknown {
  const [strategy, initial] = [
    valueAt(value, ["search", "strategy"]),
    valueAt(value, ["network", "initial"]),
  ];
  let named = value;
  if (isRecord(strategy) && !Object.hasOwn(strategy, "name"))
    named = overlay(named, { search: { strategy: { name: DEFAULT_STRATEGY } } });
  if (isRecord(initial) && !Object.hasOwn(initial, "law"))
    named = overlay(named, { network: { initial: { law: "wide" } } });
  return named;
}

/**
 * The configuration with every default filled in.
 *
 * @param input what a user wrote, parsed: any value
 * @param locate where a path of it was written, for the error
 * @throws CellfateError `config.invalid` with what was expected, what was found, where and the cure; further
 * problems follow in the message, a line each; `config.too-large` where an array would be larger than any may be; `argument.invalid`
 */
export function resolveConfig(input: unknown, locate: (path: ConfigPath) => string = pathName): Config {
  checkFunction(locate, "locate");
  const { value: respelled, renamed } = respell(input, locate);
  const value = withNames(respelled);
  const result = configSchema.safeParse(value);
  if (result.success) {
    const large = sizeProblem(result.data);
    if (large === undefined) return result.data;
    const { path, message, cure } = large;
    throw new CellfateError({
      code: "config.too-large",
      message,
      where: locate(writtenPath(path, renamed)),
      cure,
    });
  }
  const issues = result.error.issues.slice(0, MOST_PROBLEMS);
  const [first, ...others] = issues.map((issue) =>
    configProblem(issue, value, (path) => locate(writtenPath(path, renamed))),
  );
  const also = others.map(
    ({ message, where = "" }) => `\n  also ${message}${where === "" ? "" : ` (${where})`}`,
  );
  if (first === undefined) throw result.error;
  throw new CellfateError({ ...first, message: first.message + also.join("") });
}

/** The JSON Schema of a configuration file. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      // Its name may be left out, and all else has a default.
      if (zodSchema === strategyNamed(DEFAULT_STRATEGY).schema || zodSchema === wideSchema)
        delete jsonSchema.required;
    },
  });
}
