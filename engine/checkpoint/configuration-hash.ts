import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Config } from "../config/config.js";

/** Keys of `search` that only say when to stop. */
export const STOPPING_RULES = ["generations", "target", "patience", "maxSeconds"] as const;

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

/** A configuration without what may change between two sittings of a run: `run.*` and the stopping rules. */
export function searchIdentity(config: Config): Record<string, unknown> {
  const { run, ...identity } = config;
  const search = Object.fromEntries(
    Object.entries(config.search).filter(([name]) => !STOPPING_RULES.some((rule) => rule === name)),
  );
  return { ...identity, search };
}

/** The sha256, in hex, of the {@link searchIdentity}: equal for runs that go through the same generations. */
export function configurationHash(config: Config): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(searchIdentity(config)))));
}

/** Where two plain values differ, for people: `model.dt: 0.01, not 0.02`. */
export function differingPaths(expected: unknown, actual: unknown, path = ""): string[] {
  const records = [expected, actual].every(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  if (!records) {
    const [a, b] = [canonical(expected), canonical(actual)];
    return a === b ? [] : [`${path}: ${a}, not ${b}`];
  }
  const [a, b] = [expected as Record<string, unknown>, actual as Record<string, unknown>];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.flatMap((name) => differingPaths(a[name], b[name], path === "" ? name : `${path}.${name}`));
}
