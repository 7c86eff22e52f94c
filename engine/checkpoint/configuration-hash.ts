import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Config } from "../config/config.js";
import { isRecord } from "../config/config-path.js";
import { resolveConfig } from "../config/resolve-config.js";

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

/**
 * A configuration without what may change between two sittings of a run: `run.*` and the stopping rules. One of these, a
 * target that is changed, changes who is verified and so the generations after it.
 */
export function searchIdentity(config: Config): Record<string, unknown> {
  const { run, ...identity } = config;
  const { stop, ...search } = config.search;
  return { ...identity, search };
}

/** What of a plain value differs from `defaults`, section by section. */
function difference(value: unknown, defaults: unknown): unknown {
  if (!isRecord(value) || !isRecord(defaults)) return value;
  const entries = Object.entries(value)
    .filter(([name, inner]) => canonical(inner) !== canonical(defaults[name]))
    .map(([name, inner]) => [name, difference(inner, defaults[name])] as const);
  return Object.fromEntries(entries);
}

/** The sha256, in hex, of a plain value, whatever the order of its keys. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(value))));
}

/**
 * The hash of a configuration's {@link searchIdentity}: equal for runs that go through the same generations. Only what
 * differs from the defaults enters, so a key that is added later, with a default, changes no hash.
 */
export function configurationHash(config: Config): string {
  const { name } = config.search.strategy;
  const defaults = resolveConfig({ search: { strategy: { name } } });
  const identity = difference(searchIdentity(config), searchIdentity(defaults));
  return hashOf({ strategy: name, identity });
}

/** Where two plain values differ, for people: `model.dt: 0.01, not 0.02`. */
export function differingPaths(expected: unknown, actual: unknown, path = ""): string[] {
  if (!isRecord(expected) || !isRecord(actual)) {
    const [a, b] = [canonical(expected), canonical(actual)];
    return a === b ? [] : [`${path}: ${a}, not ${b}`];
  }
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return names.flatMap((name) =>
    differingPaths(expected[name], actual[name], path === "" ? name : `${path}.${name}`),
  );
}
