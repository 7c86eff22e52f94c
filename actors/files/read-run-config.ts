import { CellfateError, type Config, parseJson, resolveConfig } from "../../engine/index.js";
import { readTextFile } from "./read-text-file.js";

/** A configuration has few values, none deep. */
const LIMITS = { depth: 16, values: 100_000 } as const;

/**
 * The configuration that a run was started with, and its config.json as it is written: an older program spelled some
 * keys otherwise.
 *
 * @throws CellfateError `run.damaged`
 */
export function readRunConfig(file: string): { readonly config: Config; readonly written: unknown } {
  const text = readTextFile(file);
  try {
    const written = parseJson(text, LIMITS);
    return { config: resolveConfig(written), written };
  } catch (error) {
    throw new CellfateError({
      code: "run.damaged",
      message: `The configuration of the run cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      where: file,
      cure: "Put back the config.json that cellfate train wrote.",
    });
  }
}
