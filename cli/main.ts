#!/usr/bin/env node
import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
// Not the whole of actors/: what a command needs is loaded when it runs.
import { programVersion } from "../actors/files/program-info.js";
import { problemOf } from "../actors/problem-of.js";
import { EXIT, exitCodeOf } from "./exit-codes.js";
import { examplesText } from "./output/examples.js";
import { problemText } from "./output/problem-text.js";
import { print, tell } from "./output/streams.js";

/** What a file of commands/ offers: options, help and action; its name and summary stand in {@link COMMANDS}. */
interface CommandModule {
  readonly command: CommandUnknownOpts;
  /** Whether its action looks at all the others. */
  readonly needsAll?: boolean;
}

/** Every command in the order of the help: what it does, and its code, which is loaded only where it is the one asked for. */
const COMMANDS: Readonly<Record<string, readonly [summary: string, load: () => Promise<CommandModule>]>> = {
  train: [
    "evolve a network; without options, the preset lateral-inhibition",
    () => import("./commands/train.js"),
  ],
  resume: [
    "go on with a run that was interrupted, or that is to go further",
    () => import("./commands/resume.js"),
  ],
  compare: [
    "make the runs of several configurations and seeds, and compare what they come to",
    () => import("./commands/compare.js"),
  ],
  report: [
    "draw what a run found, or several beside one another, as a page",
    () => import("./commands/report.js"),
  ],
  gradients: [
    "say how the gradient of a training comes about, and what ails it",
    () => import("./commands/gradients.js"),
  ],
  trace: ["say or draw what the actors of a run did when", () => import("./commands/trace.js")],
  evaluate: ["measure a regulatory function on fresh replicates", () => import("./commands/evaluate.js")],
  simulate: ["write the trajectories of a regulatory function", () => import("./commands/simulate.js")],
  bound: [
    "the largest utility that identical cells on a symmetric line can reach",
    () => import("./commands/bound.js"),
  ],
  landscape: [
    "hard and soft utility over fate ratio and number of distinct patterns",
    () => import("./commands/landscape.js"),
  ],
  chapter: [
    "answer a question to the model on a page: figures, text, and claims that are checked",
    () => import("./commands/chapter.js"),
  ],
  presets: ["list the named configurations", () => import("./commands/presets.js")],
  strategies: ["list the search strategies with their options", () => import("./commands/strategies.js")],
  config: ["print the schema of configurations, or a resolved one", () => import("./commands/config.js")],
  machines: [
    "list the actors' machines with their states, or draw their statecharts",
    () => import("./commands/machines.js"),
  ],
  doctor: [
    "simulate on every backend and say what works on this machine",
    () => import("./commands/doctor.js"),
  ],
  completion: [
    "print what completes commands, options, keys and names in bash, zsh or fish",
    () => import("./commands/completion.js"),
  ],
};

/** The command that is asked for. */
function askedIn(argv: readonly string[]): string | undefined {
  return argv.find((word) => Object.hasOwn(COMMANDS, word));
}

/** The command line as far as `argv` needs it: the command that it names is whole, of the others there is the summary. */
async function commandLine(argv: readonly string[]): Promise<Command> {
  const program = new Command("cellfate")
    .description("Evolve a regulatory network until a line of noisy cells patterns itself reproducibly.")
    .version(programVersion())
    .addHelpText(
      "after",
      examplesText(
        "cellfate train --preset robust-optimum",
        "cellfate evaluate --regulator tanh:gain=10",
        "cellfate bound --cells 9",
      ),
    )
    .showSuggestionAfterError()
    .exitOverride()
    // All that commander itself writes is help: where nothing was asked for, too, which is no mistake.
    .configureOutput({ writeOut: print, writeErr: print, outputError: () => undefined });
  const asked = askedIn(argv);
  const [, loadAsked] = COMMANDS[asked ?? ""] ?? [];
  const all = (await loadAsked?.())?.needsAll === true;
  for (const [name, [summary, load]] of Object.entries(COMMANDS)) {
    const { command } = all || name === asked ? await load() : { command: new Command() };
    program.addCommand(command.name(name).description(summary).copyInheritedSettings(program));
  }
  return program;
}

/** Answers what was no command to be carried out; the exit code. */
async function answer(error: CommanderError, program: Command, argv: readonly string[]): Promise<number> {
  // Help and version are thrown too, when they have been printed; help also where nothing was asked for.
  if (error.exitCode === 0 || error.code === "commander.help") return EXIT.done;
  const { usageProblem } = await import("./usage-problem.js");
  const command = program.commands.find((one) => one.name() === askedIn(argv));
  tell(problemText(usageProblem(error, command, argv)));
  return EXIT.usage;
}

/** Says what was thrown; the exit code. */
function fail(error: unknown): number {
  const problem = problemOf(error);
  tell(problemText(problem));
  // Only a mistake of this program has a stack to show.
  if (problem.code === "unexpected" && error instanceof Error) tell(`${error.stack ?? ""}\n`);
  return exitCodeOf(problem.code);
}

/** Carries out a command, or answers what is none. */
async function run(argv: readonly string[]): Promise<void> {
  const program = await commandLine(argv);
  try {
    // An action that does not end well without throwing sets process.exitCode.
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = await answer(error, program, argv);
  }
}

process.on("uncaughtException", (error) => process.exit(fail(error)));
try {
  await run(process.argv);
} catch (error) {
  process.exitCode = fail(error);
}
// Ends explicitly, as nothing that still waits may keep the process; all output is out.
process.exit();
