import { randomInt } from "node:crypto";
import {
  CellfateError,
  type Config,
  type ConfigPath,
  DEFAULT_PRESET,
  nearest,
  oldSpellingNotice,
  overlay,
  pathName,
  PRESET_NAMES,
  PRESETS,
  resolveConfig,
  respell,
  todaysPath,
  withSuggestions,
  writtenPath,
} from "../../engine/index.js";
import { readConfigFile } from "./config-file.js";
import { warn } from "../output/problem-text.js";
import { mayNestTooDeeply } from "./nesting.js";
import { yamlDocument } from "./yaml-document.js";

/** Where a configuration comes from: a preset or a file, changed by `--set` and the options that have a name. */
export interface ConfigOptions {
  readonly preset?: string | undefined;
  readonly config?: string | undefined;
  readonly set?: readonly string[] | undefined;
  /** An integer or "random". */
  readonly seed?: string | undefined;
  readonly backend?: string | undefined;
  readonly workers?: string | undefined;
  /** No warnings. */
  readonly quiet?: boolean | undefined;
}

/** A configuration and a name for it. */
export interface NamedConfig {
  readonly name: string;
  readonly config: Config;
}

/** `path=value`, the value as YAML, as nested sections: `model.dt=0.02` → `{ model: { dt: 0.02 } }`. */
function parseAssignment(assignment: string): unknown {
  const at = assignment.indexOf("=");
  const names = assignment.slice(0, Math.max(at, 0)).split(".");
  if (at < 1 || names.some((name) => name === "")) {
    throw new CellfateError({
      code: "usage.set",
      message: `Expected path=value, got "${assignment}"`,
      where: "--set",
      cure: "For example --set model.noiseStrength=0.3",
    });
  }
  let value: unknown;
  const text = assignment.slice(at + 1);
  try {
    if (mayNestTooDeeply(text)) throw new RangeError("nested too deeply");
    const document = yamlDocument(text);
    const [error] = document.errors;
    if (error !== undefined) throw error;
    value = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new CellfateError(
      {
        code: "usage.set",
        message: `The value of ${assignment.slice(0, at)} is not YAML: ${text.slice(0, 200)}`,
        where: `--set ${assignment}`,
        cure: "Quote it for the shell, for example --set 'network.hidden=[8, 8]'",
      },
      { cause },
    );
  }
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** The named options as assignments, so that there is one way to change a configuration. */
function assignmentsOf({
  set = [],
  seed,
  backend,
  workers,
}: ConfigOptions): { option: string; assignment: string }[] {
  const assignments = set.map((assignment) => ({ option: `--set ${assignment}`, assignment }));
  if (seed !== undefined) {
    const value = seed === "random" ? randomInt(0x100000000) : seed;
    assignments.push({ option: `--seed ${seed}`, assignment: `seed=${value}` });
  }
  if (backend !== undefined)
    assignments.push({ option: `--backend ${backend}`, assignment: `run.backend=${backend}` });
  if (workers !== undefined)
    assignments.push({ option: `--workers ${workers}`, assignment: `run.workers=${workers}` });
  return assignments;
}

/** The configuration of a preset. @throws CellfateError `usage.preset` */
export function presetOf(name: string, where = "--preset"): unknown {
  const preset = PRESET_NAMES.find((known) => known === name);
  if (preset === undefined) {
    throw new CellfateError({
      code: "usage.preset",
      message: `There is no preset "${name}"`,
      where,
      cure: withSuggestions(nearest(name, PRESET_NAMES), `Known: ${PRESET_NAMES.join(", ")}.`),
    });
  }
  return PRESETS[preset].config;
}

/**
 * Lays the options over a configuration and resolves it; errors say which option or which line of a file. Keys in
 * their old spelling are told once.
 */
export function applyOptions(
  base: unknown,
  options: ConfigOptions,
  locateBase: (path: ConfigPath) => string = pathName,
): Config {
  const written = respell(base, locateBase);
  const layers = assignmentsOf(options).map(({ option, assignment }) => ({
    option,
    path: pathName(todaysPath((assignment.split("=")[0] ?? "").split("."))),
    ...respell(parseAssignment(assignment), () => option),
  }));
  const value = layers.reduce((so, layer) => overlay(so, layer.value), written.value);
  const locate = (path: ConfigPath): string => {
    const name = pathName(path);
    const layer = layers.findLast(
      ({ path: set }) => name === set || name.startsWith(`${set}.`) || set.startsWith(`${name}.`),
    );
    return layer?.option ?? locateBase(writtenPath(path, written.renamed));
  };
  const config = resolveConfig(value, locate);
  const notice = oldSpellingNotice([written, ...layers].flatMap(({ renamed }) => renamed));
  if (notice !== undefined && options.quiet !== true) {
    warn({ message: notice, cure: "cellfate config --show prints a configuration in today's spelling." });
  }
  return config;
}

/**
 * The configuration that the options ask for.
 *
 * @throws CellfateError `usage.*`, `config.*`
 */
export function resolveOptions(options: ConfigOptions): NamedConfig {
  if (options.config !== undefined && options.preset !== undefined) {
    throw new CellfateError({
      code: "usage.options",
      message: "Give --preset or --config, not both",
      cure: "A file says everything by itself; cellfate config --show --preset NAME prints one to begin with.",
    });
  }
  if (options.config !== undefined) {
    const { name, value, locate } = readConfigFile(options.config);
    return { name, config: applyOptions(value, options, locate) };
  }
  const name = options.preset ?? DEFAULT_PRESET;
  return { name, config: applyOptions(presetOf(name), options) };
}
