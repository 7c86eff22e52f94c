import { Argument, Command } from "@commander-js/extra-typings";
import { bashCompletion } from "../completion/bash-completion.js";
import { describedCommands } from "../completion/described-command.js";
import { fishCompletion } from "../completion/fish-completion.js";
import { zshCompletion } from "../completion/zsh-completion.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
const SHELLS = ["bash", "zsh", "fish"] as const;

/** It describes all commands, so all are to be loaded for it. */
export const needsAll = true;

export const command = new Command()
  .addArgument(new Argument("<shell>", "whose completion it is").choices(SHELLS))
  .addHelpText(
    "after",
    examplesText(
      "source <(cellfate completion bash)",
      "cellfate completion zsh > ~/.zfunc/_cellfate",
      "cellfate completion fish > ~/.config/fish/completions/cellfate.fish",
    ),
  )
  .action((shell, _, { parent }) => {
    if (parent !== null) print(SCRIPTS[shell](describedCommands(parent)));
  });
