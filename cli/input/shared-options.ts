import { Command } from "@commander-js/extra-typings";
import { REGULATOR_USAGE } from "../../engine/index.js";

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A command with the options that choose a configuration. */
export function configCommand() {
  return new Command()
    .option("--preset <name>", "a named configuration; cellfate presets lists them")
    .option("--config <file>", "a configuration file, YAML or JSON; - is stdin")
    .option("--set <path=value>", "change one key, the value as YAML; may be repeated", collect)
    .option("--seed <seed>", "an integer 0 … 2^32 − 1, or random")
    .option("--backend <name>", "wasm, webgpu, reference or auto");
}

/** What --trace does, for train and resume. */
export const TRACE_USAGE = "write down what the actors do; by default to trace.jsonl in the run directory";

/** A command with the argument and the options that choose what to look at, and under which configuration. */
export function subjectCommand() {
  return configCommand()
    .argument("[path]", "a run directory or champion.json")
    .option("--regulator <spec>", `regulatory function: ${REGULATOR_USAGE}`);
}
