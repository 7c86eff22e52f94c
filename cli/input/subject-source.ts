import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readRunConfig, readTextFile, RUN_FILES } from "../../actors/index.js";
import {
  CellfateError,
  type ChampionSource,
  type Config,
  differingPaths,
  parseChampion,
  parseJson,
  parseRegulator,
  pathName,
  todaysPath,
} from "../../engine/index.js";
import { applyOptions, type ConfigOptions, resolveOptions } from "./config-source.js";

/** A regulatory function to be looked at, and the configuration it is looked at under. */
export interface SubjectSource {
  /** For people: the specification or the file. */
  readonly name: string;
  readonly config: Config;
  readonly genome: Float32Array;
  /** What was asked for unlike the run that the champion is of: `model.dt: 0.02, not 0.01`. */
  readonly differences: readonly string[];
}

/** The keys that numbers of a subject can depend on. */
const APPLY = [
  "seed",
  "model",
  "network.hidden",
  "evaluation.estimator",
  "evaluation.regulation",
  "run.backend",
];

/** The largest networks have half a million parameters; every pattern of an ensemble is three values. */
const LIMITS = { depth: 8, values: 4_000_000 } as const;

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A champion's file, or the one of a run directory. */
function championFile(path: string): string {
  return isFolder(path) ? join(path, RUN_FILES.champion) : path;
}

function readChampion(file: string): ChampionSource {
  const text = readTextFile(file);
  let value: unknown;
  try {
    value = parseJson(text, LIMITS);
  } catch (error) {
    throw new CellfateError({
      code: "champion.damaged",
      message: `This is not a champion's file: ${error instanceof Error ? error.message : String(error)}`,
      where: file,
      cure: "Give the champion.json that cellfate train wrote, or a run directory.",
    });
  }
  return parseChampion(value, file);
}

type Conditions = Pick<Config, "seed" | "model"> & {
  readonly network: Pick<Config["network"], "hidden">;
  readonly evaluation: Pick<Config["evaluation"], "estimator" | "regulation">;
};

/** What a subject's numbers depend on. */
function conditionsOf({
  seed,
  model,
  network: { hidden },
  evaluation: { estimator, regulation },
}: Config): Conditions {
  return { seed, model, network: { hidden }, evaluation: { estimator, regulation } };
}

/**
 * The configuration that a champion comes with: that of the run in whose directory its file lies; elsewhere what the
 * file says, which is all but how f was evaluated.
 *
 * @throws CellfateError `run.damaged`, `run.mismatch`
 */
function configOfChampion({ seed, model, network, measures }: ChampionSource, file: string): unknown {
  const [config, history] = [RUN_FILES.config, RUN_FILES.history].map((name) => join(dirname(file), name));
  if (config === undefined || !existsSync(config) || history === undefined || !existsSync(history)) {
    return { seed, model, network, evaluation: { estimator: measures?.estimator } };
  }
  const run = conditionsOf(readRunConfig(config).config);
  const differences = differingPaths({ ...run, seed, model, network }, run);
  if (differences.length > 0) {
    throw new CellfateError({
      code: "run.mismatch",
      message: `The champion is not of the run that it lies in: ${differences.join("; ")}`,
      where: file,
      cure: "Put back the champion.json and config.json of the run, or take the champion out of the directory.",
    });
  }
  return run;
}

/** Refuses a `--set` that would change nothing. @throws CellfateError `usage.options` */
function checkEffect(set: readonly string[] = []): void {
  for (const assignment of set) {
    const key = pathName(todaysPath((assignment.split("=")[0] ?? "").split(".")));
    if (APPLY.some((part) => `${key}.`.startsWith(`${part}.`) || part.startsWith(`${key}.`))) continue;
    throw new CellfateError({
      code: "usage.options",
      message: `${key} changes nothing here: it is of a search`,
      where: `--set ${assignment}`,
      cure: `Leave it out; what can be set here: ${APPLY.join(", ")}.`,
    });
  }
}

/**
 * The subject of `evaluate` and `simulate`: a run directory, a champion's file, or a regulator's specification. A
 * champion comes with the configuration it evolved under, which `--set` may change; a specification takes the preset's.
 *
 * @throws CellfateError `usage.*`, `config.*`, `regulator.invalid`, `champion.damaged`, `run.damaged`, `run.mismatch`
 */
export function resolveSubject(
  path: string | undefined,
  regulator: string | undefined,
  options: ConfigOptions,
): SubjectSource {
  const given = path ?? regulator;
  if (given === undefined || (path !== undefined && regulator !== undefined)) {
    throw new CellfateError({
      code: "usage.subject",
      message: "Give one thing to look at: a run directory, a champion.json, or --regulator SPEC",
      cure: "For example --regulator tanh:amplitude=1,gain=5,centre=0.5",
    });
  }
  const specified = path === undefined ? parseRegulator(given) : undefined;
  if (specified !== undefined) {
    const { config } = resolveOptions(options);
    checkEffect(options.set);
    return {
      name: specified.spec,
      config: { ...config, network: { ...config.network, hidden: specified.hidden } },
      genome: specified.genome,
      differences: [],
    };
  }
  for (const option of ["preset", "config"] as const) {
    if (options[option] === undefined) continue;
    throw new CellfateError({
      code: "usage.options",
      message: `--${option} does not apply to a champion, which comes with the configuration it evolved under`,
      where: `--${option} ${options[option]}`,
      cure: "Leave it out; --set changes single keys.",
    });
  }
  const file = championFile(given);
  const champion = readChampion(file);
  const base = configOfChampion(champion, file);
  const config = applyOptions(base, options, () => given);
  checkEffect(options.set);
  if (config.network.hidden.join() !== champion.network.hidden.join()) {
    throw new CellfateError({
      code: "config.network",
      message: "The network of a champion cannot be changed",
      where: "--set network.hidden",
      cure: "Leave it out; train another network instead.",
    });
  }
  return {
    name: given,
    config,
    genome: Float32Array.from(champion.genome),
    differences: differingPaths(conditionsOf(config), conditionsOf(applyOptions(base, {}, () => given))),
  };
}
