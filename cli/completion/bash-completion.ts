import { keyWords } from "../../engine/index.js";
import { type DescribedCommand, SET } from "./described-command.js";

/** A line of a `case`: the words that are offered where one of `patterns` holds. */
function offering(patterns: readonly string[], words: readonly string[], also = ""): string {
  return `    ${patterns.join("|")}) ${also}words="${words.join(" ")}" ;;`;
}

/** What is offered after a command: files, which are bash's own matter, where it takes them and no option is begun. */
function afterCommand({ name, options, takesFiles, words }: DescribedCommand): string {
  const offered = [...words, ...options.flatMap(({ names }) => names)];
  return offering([name], offered, takesFiles ? "[[ $current == -* ]] && " : "");
}

/** The completion of all commands in bash. */
export function bashCompletion(commands: readonly DescribedCommand[]): string {
  const options = commands.flatMap((command) => command.options).filter(({ value }) => value !== undefined);
  // An option means the same wherever there is one.
  const words = new Map(options.flatMap((option) => option.names.map((name) => [name, option.words])));
  words.delete(SET);
  const keys = keyWords();
  return `# Completion of cellfate in bash: source <(cellfate completion bash)
_cellfate() {
  local current="\${COMP_WORDS[COMP_CWORD]}" at=$((COMP_CWORD - 1)) words=""
  # To bash, = is a word of its own.
  if [[ $current == "=" ]]; then current=""
  elif [[ "\${COMP_WORDS[at]}" == "=" ]]; then at=$((at - 1)); fi
  case "\${COMP_WORDS[at]}" in
    # What a value may be; of what only its user knows there are no words.
${offering(
  [SET],
  [...keys.keys()].map((path) => `${path}=`),
  "compopt -o nospace 2>/dev/null; ",
)}
${[...words].map(([name, known]) => offering([name], known)).join("\n")}
${[...keys].flatMap(([path, known]) => (known.length > 0 ? [offering([path], known)] : [])).join("\n")}
    *) if ((COMP_CWORD == 1)); then words="${commands.map(({ name }) => name).join(" ")}"
    else case "\${COMP_WORDS[1]}" in
${commands.map(afterCommand).join("\n")}
    esac; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _cellfate cellfate
`;
}
