#!/usr/bin/env node
import { Command, CommanderError, Option } from "@commander-js/extra-typings";
// Not the whole of actors/: what a command needs is loaded when it runs.
import { programVersion } from "../actors/files/program-info.js";
import { problemOf } from "../actors/problem-of.js";
import { EXIT, exitCodeOf } from "./exit-codes.js";
import { problemText } from "./output/problem-text.js";

const SPEC =
  "regulatory function: tanh:amplitude=1,gain=5,centre=0.5 · zero · a champion.json or run directory";
const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** The options that choose a configuration, on every command that takes one. */
function configured(
  name: string,
): Command<
  [],
  { preset?: string; config?: string; set?: readonly string[]; seed?: string; backend?: string }
> {
  return new Command(name)
    .option("--preset <name>", "a named configuration; cellfate presets lists them")
    .option("--config <file>", "a configuration file, YAML or JSON")
    .option("--set <path=value>", "change one key, the value as YAML; may be repeated", collect)
    .option("--seed <seed>", "an integer 0 … 2^32 − 1, or random")
    .option("--backend <name>", "wasm, webgpu, reference or auto");
}

/** The command line; every action resolves to the exit code that `end` is given. */
function commandLine(end: (code: number) => void): Command {
  const program = new Command("cellfate")
    .description("Evolve a regulatory network until a line of noisy cells patterns itself reproducibly.")
    .version(programVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: () => undefined });

  program.addCommand(
    configured("train")
      .description("evolve a network; without options, the preset lateral-inhibition")
      .option("--workers <n>", "worker threads, or auto: the cores this process may use")
      .option("--out <directory>", "run directory; default runs/<name>-<seed>")
      .option("--dry-run", "say what it would cost and stop")
      .option("--quiet", "no progress and no warnings")
      .option("--json", "print summary.json on stdout")
      .action(async (options) => {
        end(await (await import("./commands/train.js")).train(options));
      }),
  );
  program.addCommand(
    new Command("resume")
      .description("go on with a run that was interrupted, or that is to go further")
      .argument("<directory>", "run directory")
      .option("--set <path=value>", "change run.* or a stopping rule; may be repeated", collect)
      .option("--backend <name>", "wasm, webgpu, reference or auto")
      .option("--workers <n>", "worker threads, or auto")
      .option("--quiet", "no progress and no warnings")
      .option("--json", "print summary.json on stdout")
      .action(async (directory, options) => {
        end(await (await import("./commands/resume.js")).resume(directory, options));
      }),
  );
  program.addCommand(
    configured("evaluate")
      .description("measure a regulatory function on fresh replicates")
      .argument("[path]", "a run directory or champion.json")
      .option("--regulator <spec>", SPEC)
      .option("--replicates <n>", "number of replicates", "3000")
      .option("--json", "one object on stdout")
      .action(async (path, options) => {
        end(await (await import("./commands/evaluate.js")).evaluate(path, options));
      }),
  );
  program.addCommand(
    configured("simulate")
      .description("write the trajectories of a regulatory function")
      .argument("[path]", "a run directory or champion.json")
      .option("--regulator <spec>", SPEC)
      .option("--replicates <n>", "number of replicates", "10")
      .option("--every <steps>", "steps between frames", "10")
      .requiredOption("--out <file>", "file to write, JSON")
      .action(async (path, options) => {
        end(await (await import("./commands/simulate.js")).simulate(path, options));
      }),
  );
  program.addCommand(
    new Command("bound")
      .description("the largest utility that identical cells on a symmetric line can reach")
      .option("--cells <n>", "number of cells, 1 … 4096", "7")
      .option("--fates <n>", "number of fates, 2 … 10", "2")
      .addOption(
        new Option("--boundary <name>", "what the end cells see")
          .choices(["open", "pinned", "periodic"] as const)
          .default("open" as const),
      )
      .option("--json", "one object on stdout")
      .action(async (options) => {
        end((await import("./commands/bound.js")).bound(options));
      }),
  );
  program.addCommand(
    new Command("landscape")
      .description("hard and soft utility over fate ratio and number of distinct patterns, as CSV")
      .option("--cells <n>", "number of cells, 1 … 50", "7")
      .option("--patterns <n,n,…>", "numbers of distinct patterns; default 1,2,4 … 128")
      .option("--steepness <s>", "steepness of the soft fates", "7")
      .option("--bandwidth <h>", "bandwidth of the soft reproducibility entropy", "0.5")
      .option("--out <file>", "file to write, .csv or .json, instead of stdout")
      .option("--json", "JSON instead of CSV")
      .action(async (options) => {
        end(await (await import("./commands/landscape.js")).landscape(options));
      }),
  );
  program.addCommand(
    new Command("presets")
      .description("list the named configurations")
      .option("--json", "one object on stdout")
      .action(async (options) => {
        end((await import("./commands/presets.js")).presets(options));
      }),
  );
  program.addCommand(
    configured("config")
      .description("print the schema of configurations, or a resolved one")
      .option("--schema", "the JSON Schema")
      .option("--show", "the resolved configuration, as YAML")
      .option("--json", "as JSON")
      .action(async (options) => {
        end((await import("./commands/config.js")).showConfig(options));
      }),
  );
  program.addCommand(
    new Command("doctor")
      .description("simulate on every backend and say what works on this machine")
      .option("--json", "one object on stdout")
      .action(async (options) => {
        end(await (await import("./commands/doctor.js")).doctor(options));
      }),
  );
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  return program;
}

/** Says what was thrown; the exit code. */
function fail(error: unknown): number {
  const problem = problemOf(error);
  process.stderr.write(problemText(problem));
  // Only a mistake of this program has a stack to show.
  if (problem.code === "unexpected" && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  return exitCodeOf(problem.code);
}

/** Runs the command line; the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  try {
    await commandLine((result) => {
      code = result;
    }).parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      const usage = {
        code: error.code,
        message: error.message.replace(/^error: /, ""),
        cure: "cellfate --help shows the commands, cellfate <command> --help their options.",
      };
      process.stderr.write(problemText(usage));
      return EXIT.usage;
    }
    const problem = problemOf(error);
    process.stderr.write(problemText(problem));
    if (problem.code === "unexpected" && error instanceof Error)
      process.stderr.write(`${error.stack ?? ""}\n`);
    return exitCodeOf(problem.code);
  }
}

process.on("uncaughtException", (error) => process.exit(fail(error)));
const code = await main(process.argv);
// Ends explicitly, as nothing that still waits may keep the process; but not before all output is out.
process.stdout.write("", () => process.exit(code));
