import { isRecord } from "./config-path.js";

/** `base` with what `changes` says laid over it, section by section; neither is changed. */
export function overlay(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(changes)) {
    merged.set(name, merged.has(name) ? overlay(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}
