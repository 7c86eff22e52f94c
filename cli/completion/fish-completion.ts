import { keyWords } from "../../engine/index.js";
import { type DescribedCommand, type DescribedOption, isFile, SET } from "./described-command.js";

/** Text as one word of the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}

/** Keys with each word that their value may be, the others up to the value. */
function assignments(): readonly string[] {
  return [...keyWords()].flatMap(([path, words]) =>
    words.length > 0 ? words.map((word) => `${path}=${word}`) : [`${path}=`],
  );
}

/** What follows an option: nothing, files, or words, which may be none. */
function valueWords({ names, value, words }: DescribedOption): string {
  if (value === undefined) return "";
  if (isFile(value)) return " -r -F";
  return ` -x -a ${quoted((names.includes(SET) ? assignments() : words).join(" "))}`;
}

function optionLine(option: DescribedOption): string {
  const names = option.names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  return `${names.join(" ")}${valueWords(option)} -d ${quoted(option.description)}`;
}

function commandLines({ name, summary, options, takesFiles, words }: DescribedCommand): readonly string[] {
  const after = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    `-n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...options.map((option) => `${after} ${optionLine(option)}`),
    ...(takesFiles ? [`${after} -F`] : []),
    ...(words.length > 0 ? [`${after} -a ${quoted(words.join(" "))}`] : []),
  ];
}

/** The completion of all commands in fish. */
export function fishCompletion(commands: readonly DescribedCommand[]): string {
  const lines = ["-f", ...commands.flatMap(commandLines)];
  return `# Completion of cellfate in fish: ~/.config/fish/completions/cellfate.fish
${lines.map((line) => `complete -c cellfate ${line}\n`).join("")}`;
}
