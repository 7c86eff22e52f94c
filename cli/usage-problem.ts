import type { CommanderError, CommandUnknownOpts } from "@commander-js/extra-typings";
// Not the whole of the engine: few mistakes need it.
import { keysNamed } from "../engine/config/config-keys.js";
import type { Problem } from "../engine/errors.js";
import { withSuggestions } from "../engine/suggestions.js";
import { shellWord } from "./output/next-commands.js";

const HELP = "cellfate --help shows the commands, cellfate <command> --help their options.";
/** `--set path=value` as it is typed. */
function assignment(path: string, value: string): string {
  return `--set ${shellWord(`${path}=${value}`)}`;
}

/** The assignments that an unknown option, `--cells 9` or `--cells=9`, may stand for. */
function assignmentsFor(option: string, argv: readonly string[]): readonly string[] {
  const [flag = "", given] = option.split("=", 2);
  const value = given ?? argv[argv.indexOf(option) + 1] ?? "VALUE";
  const name = flag.replace(/^-+/, "").replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return keysNamed(name).map((path) => assignment(path, value));
}

/**
 * What commander refuses, with a cure: an option that there is not, of a command that has `--set`, may be a key of the
 * configuration.
 */
export function usageProblem(
  { code, message: said }: CommanderError,
  command: CommandUnknownOpts | undefined,
  argv: readonly string[],
): Problem {
  const message = said.replace(/^error: /, "");
  const [, option] = /^unknown option '([^]*)'/.exec(message) ?? [];
  const settable = command?.options.some(({ long }) => long === "--set") === true;
  const answered = message.includes("Did you mean");
  const guesses = option === undefined || !settable || answered ? [] : assignmentsFor(option, argv);
  return { code, message, cure: withSuggestions(guesses, HELP) };
}
