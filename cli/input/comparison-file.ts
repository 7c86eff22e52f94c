import {
  CellfateError,
  type Config,
  type ConfigPath,
  DEFAULT_STRATEGY,
  isRecord,
  nearest,
  overlay,
  pathName,
  respell,
  valueAt,
  withSuggestions,
  writtenPath,
} from "../../engine/index.js";
import { type ConfigFile, readConfigFile } from "./config-file.js";
import { applyOptions, type ConfigOptions, presetOf } from "./config-source.js";
import { parseSeeds } from "./parse-seeds.js";

/** A case under a condition: a line of the table. */
export interface PlannedCase {
  readonly case: string;
  /** Null where the file has no conditions. */
  readonly condition: string | null;
  /** Names of the folders in which its runs are. */
  readonly folders: readonly string[];
  /** With any seed. */
  readonly config: Config;
}

/** The runs of a comparison: every case under every condition with every seed. */
export interface ComparisonPlan {
  readonly name: string;
  readonly cases: readonly PlannedCase[];
  readonly seeds: readonly number[];
}

const KEYS: readonly string[] = ["base", "cases", "conditions", "seeds"];
/** Names of cases and conditions are names of folders too. */
const NAME = /^\w[\w.-]{0,63}$/;

/** Named, so that its options are left behind where a case takes another strategy. */
const UNCHANGED = { search: { strategy: { name: DEFAULT_STRATEGY } } } as const;

/** Changes that are laid over those before, and where they stand in the file; a preset stands in none. */
interface Layer {
  readonly value: unknown;
  readonly at?: ConfigPath;
}

/** A case before its layers are one configuration. */
interface LayeredCase extends Omit<PlannedCase, "config"> {
  readonly layers: readonly Layer[];
}

function invalid(message: string, where: string, cure: string): CellfateError {
  return new CellfateError({ code: "config.invalid", message, where, cure });
}

/** The named changes of a section, an empty one meaning none. */
function namedChanges({ value, locate }: ConfigFile, section: string): readonly (readonly [string, Layer])[] {
  const found = valueAt(value, [section]);
  if (!isRecord(found) || Object.keys(found).length === 0) {
    throw invalid(
      `${section}: expected names, each with keys of a configuration`,
      locate([section]),
      `For example ${section}: { first: {}, second: { search: { strategy: cma-es } } }`,
    );
  }
  return Object.entries(found).map(([name, changes]) => {
    const at = [section, name];
    if (!NAME.test(name)) {
      const cure = "Use up to 64 letters, digits, _, - and dots, which do not come first.";
      throw invalid(`${section}: "${name}" cannot be the name of a folder`, locate(at), cure);
    }
    return [name, { value: changes ?? {}, at }] as const;
  });
}

/** What all cases begin with: a preset's name, or keys of a configuration, `preset` among them where they change one. */
function baseLayers({ value, locate }: ConfigFile): readonly Layer[] {
  const base = valueAt(value, ["base"]) ?? {};
  const presetAt = (name: unknown, at: ConfigPath): Layer => ({ value: presetOf(String(name), locate(at)) });
  if (!isRecord(base)) return [presetAt(base, ["base"])];
  const { preset, ...changes } = base;
  const layers = [{ value: changes, at: ["base"] }];
  return preset === undefined ? layers : [presetAt(preset, ["base", "preset"]), ...layers];
}

/** Where in the file a key of the configuration that the layers make was written: in the last of those that say most of its path. */
function locator(layers: readonly Layer[], { locate }: ConfigFile): (path: ConfigPath) => string {
  return (path) => {
    const places = layers.flatMap(({ value, at }) => {
      if (at === undefined) return [];
      const written = writtenPath(path, respell(value).renamed);
      const missing = written.findIndex((_, i) => valueAt(value, written.slice(0, i + 1)) === undefined);
      return [{ depth: missing < 0 ? written.length : missing, place: [...at, ...written] }];
    });
    const deepest = Math.max(...places.map(({ depth }) => depth));
    const place = places.findLast(({ depth }) => depth === deepest)?.place ?? [];
    return `${locate(place)} (${pathName(place)})`;
  };
}

function seedsOf({ value, locate }: ConfigFile): readonly number[] {
  const seeds = valueAt(value, ["seeds"]);
  const listed: readonly unknown[] = Array.isArray(seeds) ? seeds : [seeds];
  const text = listed.map((seed) => (typeof seed === "string" ? seed : JSON.stringify(seed))).join(",");
  return parseSeeds(seeds === undefined ? "" : text, locate(["seeds"]));
}

/**
 * Reads what is to be compared: `base`, `cases`, `conditions` where there are any, `seeds`; the options are laid over all.
 *
 * @throws CellfateError `usage.*`, `config.*` with where in the file
 */
export function readComparison(path: string, options: ConfigOptions): ComparisonPlan {
  const file = readConfigFile(path);
  if (!isRecord(file.value)) {
    throw invalid("A comparison is keys with values", path, `Known here: ${KEYS.join(", ")}.`);
  }
  const unknown = Object.keys(file.value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw invalid(
      `${unknown}: there is no such key`,
      file.locate([unknown]),
      withSuggestions(nearest(unknown, KEYS), `Known here: ${KEYS.join(", ")}.`),
    );
  }
  const base = baseLayers(file);
  const conditions =
    valueAt(file.value, ["conditions"]) === undefined ? [] : namedChanges(file, "conditions");
  const planned = namedChanges(file, "cases").flatMap(([name, changes]): LayeredCase[] => {
    const layers = [...base, changes];
    if (conditions.length === 0) return [{ case: name, condition: null, folders: [name], layers }];
    return conditions.map(([condition, under]) => ({
      ...{ case: name, condition, folders: [name, condition] },
      layers: [...layers, under],
    }));
  });
  const cases = planned.map(({ layers, ...named }, i): PlannedCase => {
    const value = layers.reduce<unknown>((so, layer) => {
      const locate = (place: ConfigPath): string => file.locate([...(layer.at ?? []), ...place]);
      return overlay(so, respell(layer.value, locate).value);
    }, UNCHANGED);
    // What is to be said of the options is said once.
    const quiet = options.quiet === true || i > 0;
    return { ...named, config: applyOptions(value, { ...options, quiet }, locator(layers, file)) };
  });
  return { name: file.name, cases, seeds: seedsOf(file) };
}
