import { keyWords } from "../../engine/index.js";
import { type DescribedCommand, type DescribedOption, isFile, SET } from "./described-command.js";

/** Text as one word of the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What completes a value: words, files, keys of a configuration, or nothing. */
function valueAction({ names, value, words }: DescribedOption): string {
  if (names.includes(SET)) return "_cellfate_keys";
  if (isFile(value)) return "_files";
  return words.length > 0 ? `(${words.join(" ")})` : "";
}

/** An option as `_arguments` has it, once for each of its names; any may be given again. */
function optionSpecs(option: DescribedOption): readonly string[] {
  const { names, value, description, optional } = option;
  const text = description.replaceAll(/[[\]]/g, "\\$&");
  const taken = value === undefined ? "" : `:${optional ? ":" : ""}${value}:${valueAction(option)}`;
  return names.map((name) => quoted(`*${name}[${text}]${taken}`));
}

function commandCase({ name, options, takesFiles, words }: DescribedCommand): string {
  const rest = takesFiles
    ? [quoted("*:path:_files")]
    : words.length > 0
      ? [quoted(`:word:(${words.join(" ")})`)]
      : [];
  return `    ${name}) _arguments ${[...options.flatMap(optionSpecs), ...rest].join(" ")} ;;`;
}

/** The completion of all commands in zsh. */
export function zshCompletion(commands: readonly DescribedCommand[]): string {
  const keys = keyWords();
  const listed = commands.map(({ name, summary }) => quoted(`${name}:${summary}`));
  const values = [...keys].flatMap(([path, words]) =>
    words.length > 0 ? [`      ${path}=) compadd -- ${words.join(" ")} ;;`] : [],
  );
  return `#compdef cellfate
# Completion of cellfate in zsh: a file _cellfate in a folder of $fpath, or source <(cellfate completion zsh)
_cellfate_keys() {
  if compset -P '*='; then
    case $IPREFIX in
${values.join("\n")}
    esac
  else
    compadd -S '' -- ${[...keys.keys()].map((path) => `${path}=`).join(" ")}
  fi
}
_cellfate() {
  local command=$words[2]
  local -a commands=(${listed.join(" ")})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _cellfate ]]; then _cellfate "$@"; else compdef _cellfate cellfate; fi
`;
}
