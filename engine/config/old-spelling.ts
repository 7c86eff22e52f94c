import { CellfateError } from "../../kernels/index.js";
import { type ConfigPath, isRecord, pathName, valueAt } from "./config-path.js";
import { overlay } from "./overlay.js";

/** Where the keys that once stood in `search` itself stand now. They stay readable: files and runs of then have them. */
const SECTION_OF = {
  population: "strategy",
  parents: "strategy",
  mutationStep: "strategy",
  generations: "stop",
  target: "stop",
  patience: "stop",
  maxSeconds: "stop",
} as const;

/** The keys of `search` in their old spelling. */
export interface OldSearchKeys {
  readonly population?: number;
  readonly parents?: number;
  readonly mutationStep?: number;
  readonly generations?: number;
  readonly target?: number | null;
  readonly patience?: number | null;
  readonly maxSeconds?: number | null;
}

/** A key that was found in its old spelling. */
export interface RenamedKey {
  readonly from: ConfigPath;
  readonly to: ConfigPath;
}

/** A configuration, or a part of one, in today's spelling. */
export interface Respelled {
  readonly value: unknown;
  readonly renamed: readonly RenamedKey[];
}

function newPlace(key: string): readonly ["search", section: string, key: string] | undefined {
  const section = Object.entries(SECTION_OF).find(([name]) => name === key)?.[1];
  return section === undefined ? undefined : ["search", section, key];
}

/** Today's path of a key, `search.population` → `search.strategy.population`. */
export function todaysPath(path: ConfigPath): ConfigPath {
  const [section, key, ...rest] = path;
  const place = section === "search" && typeof key === "string" ? newPlace(key) : undefined;
  return place === undefined ? path : [...place, ...rest];
}

/** The path under which a key that may have been renamed was written. */
export function writtenPath(path: ConfigPath, renamed: readonly RenamedKey[]): ConfigPath {
  const key = renamed.find(({ to }) => to.every((step, i) => path[i] === step));
  return key === undefined ? path : [...key.from, ...path.slice(key.to.length)];
}

/** `input` with a key that may be a name alone as the section that it is short for, whose key `named` is that name. */
function withSection(input: unknown, section: string, key: string, named: string): unknown {
  const value = valueAt(input, [section, key]);
  return typeof value === "string" ? overlay(input, { [section]: { [key]: { [named]: value } } }) : input;
}

/**
 * What a user wrote, one file or one option, in today's spelling: keys of strategies and stopping rules that stand in
 * `search` itself are moved to where they belong, and a strategy or an initial law given by its name alone becomes a section.
 *
 * @throws CellfateError `config.invalid` where a key has both spellings
 */
export function respell(written: unknown, locate: (path: ConfigPath) => string = pathName): Respelled {
  const input = withSection(withSection(written, "network", "initial", "law"), "search", "strategy", "name");
  if (!isRecord(input) || !isRecord(input["search"])) return { value: input, renamed: [] };
  const sections = new Map(Object.entries(input["search"]));
  const renamed: RenamedKey[] = [];
  for (const [key, value] of [...sections]) {
    const to = newPlace(key);
    const section = to === undefined ? undefined : (sections.get(to[1]) ?? {});
    // What is no section is left as it is, to be told as an error of its own.
    if (to === undefined || !isRecord(section)) continue;
    const from: ConfigPath = ["search", key];
    if (Object.hasOwn(section, key)) {
      throw new CellfateError({
        code: "config.invalid",
        message: `${pathName(from)} is the old spelling of ${pathName(to)}, and both are given`,
        where: locate(from),
        cure: `Keep ${pathName(to)}.`,
      });
    }
    sections.delete(key);
    sections.set(to[1], { ...section, [key]: value });
    renamed.push({ from, to });
  }
  return { value: { ...input, search: Object.fromEntries(sections) }, renamed };
}

/** What to say of keys in their old spelling; undefined where there are none. */
export function oldSpellingNotice(renamed: readonly RenamedKey[]): string | undefined {
  if (renamed.length === 0) return undefined;
  const keys = new Map(renamed.map(({ from, to }) => [pathName(from), pathName(to)]));
  return `Old spelling, still read: ${[...keys].map(([from, to]) => `${from} is now ${to}`).join(", ")}.`;
}
