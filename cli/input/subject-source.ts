import { statSync } from "node:fs";
import { join } from "node:path";
import { readTextFile, RUN_FILES } from "../../actors/index.js";
import {
  CellfateError,
  type ChampionSource,
  type Config,
  parseChampion,
  parseJson,
  parseRegulator,
} from "../../engine/index.js";
import { applyOptions, type ConfigOptions, resolveOptions } from "./config-source.js";

/** A regulatory function to be looked at, and the configuration it is looked at under. */
export interface SubjectSource {
  /** For people: the specification or the file. */
  readonly name: string;
  readonly config: Config;
  readonly genome: Float32Array;
}

/** The largest networks have half a million parameters; every pattern of an ensemble is three values. */
const LIMITS = { depth: 8, values: 4_000_000 } as const;

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Reads champion.json, or the one of a run directory. */
function readChampion(path: string): ChampionSource {
  const file = isFolder(path) ? join(path, RUN_FILES.champion) : path;
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

/**
 * The subject of `evaluate` and `simulate`: a run directory, a champion's file, or a regulator's specification. A
 * champion comes with the model it evolved under, which `--set` may change; a specification takes the preset's.
 *
 * @throws CellfateError `usage.*`, `config.*`, `regulator.invalid`, `champion.damaged`
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
    return {
      name: given,
      config: { ...config, network: { hidden: specified.hidden } },
      genome: specified.genome,
    };
  }
  const { seed, model, network, genome } = readChampion(given);
  const config = applyOptions({ seed, model, network }, options, () => given);
  if (config.network.hidden.join() !== network.hidden.join()) {
    throw new CellfateError({
      code: "config.network",
      message: "The network of a champion cannot be changed",
      where: "--set network.hidden",
      cure: "Leave it out; train another network instead.",
    });
  }
  return { name: given, config, genome: Float32Array.from(genome) };
}
