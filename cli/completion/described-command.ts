import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { keyWords, PRESET_NAMES } from "../../engine/index.js";

/** An option as shells complete it. */
export interface DescribedOption {
  /** `--set`, and `-h` where there is a short one. */
  readonly names: readonly string[];
  readonly description: string;
  /** Of its value, as the help calls it: `path=value`; undefined where it has none. */
  readonly value: string | undefined;
  /** Whether the value may be left out. */
  readonly optional: boolean;
  /** The words that its value may be, as far as they are known. */
  readonly words: readonly string[];
}

/** A command as shells complete it. */
export interface DescribedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly DescribedOption[];
  /** Whether it takes files or directories. */
  readonly takesFiles: boolean;
  /** The words that its argument may be, where it takes no file. */
  readonly words: readonly string[];
}

/** The option whose value is a key of a configuration and its value. */
export const SET = "--set";

/** Words of options that take others as well, or say of these with their own error what is wrong. */
function knownWords(): ReadonlyMap<string, readonly string[]> {
  const ofKeys = keyWords();
  return new Map([
    ["--preset", PRESET_NAMES],
    ["--backend", ofKeys.get("run.backend") ?? []],
    ["--workers", ofKeys.get("run.workers") ?? []],
    ["--seed", ["random"]],
  ]);
}

/** Whether a value, called so by the help, is a file or a directory. */
export function isFile(value: string | undefined): boolean {
  return value === "file" || value === "directory" || value === "path";
}

/** The commands of a program with all that can be typed after them, from their own definitions. */
export function describedCommands(program: CommandUnknownOpts): readonly DescribedCommand[] {
  const known = knownWords();
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  return commands.map((command) => {
    const taken = command.registeredArguments.map((argument) => ({
      name: argument.name(),
      words: argument.argChoices ?? [],
    }));
    return {
      name: command.name(),
      summary: command.description(),
      options: help.visibleOptions(command).map((option) => ({
        names: [option.short, option.long].filter((name) => name !== undefined),
        description: option.description,
        value: /[<[](.*?)[\]>]/.exec(option.flags)?.[1],
        optional: option.optional,
        words: option.argChoices ?? known.get(option.long ?? "") ?? [],
      })),
      takesFiles: taken.some(({ name }) => isFile(name)),
      words: taken.flatMap(({ name, words }) =>
        name === "command" ? commands.map((one) => one.name()) : words,
      ),
    };
  });
}
