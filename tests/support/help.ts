import { readdirSync } from "node:fs";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";

const COMMANDS = new URL("../../dist/cli/commands/", import.meta.url);

/** Every command there is. */
export const COMMAND_NAMES: readonly string[] = readdirSync(COMMANDS)
  .filter((file) => file.endsWith(".js"))
  .map((file) => file.slice(0, -".js".length));

/** The help of a command as its own file has it, without a process. */
export async function helpOf(name: string): Promise<string> {
  const url = new URL(`${name}.js`, COMMANDS).href;
  const { command } = (await import(/* @vite-ignore */ url)) as { command: CommandUnknownOpts };
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

/** The commands that a help ends with. */
export function examplesIn(help: string): readonly string[] {
  const [, examples = ""] = /\nExamples:\n((?: {2}\$ .*\n)+)$/.exec(help) ?? [];
  return examples.split("\n").flatMap((line) => (line === "" ? [] : [line.replace(/^ *\$ /, "")]));
}
