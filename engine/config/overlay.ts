import { isRecord } from "./config-path.js";

/** Keys that say of which kind a section is: keys of one kind mean nothing to another. */
const KINDS = ["name", "law"] as const;

/**
 * `base` with what `changes` says laid over it, section by section; one that becomes of another kind, such as another
 * strategy, is replaced as a whole. Neither is changed.
 */
export function overlay(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes) || areOfTwoKinds(base, changes)) return changes;
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(changes)) {
    merged.set(name, merged.has(name) ? overlay(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}

function areOfTwoKinds(base: Record<string, unknown>, changes: Record<string, unknown>): boolean {
  return KINDS.some(
    (kind) => Object.hasOwn(base, kind) && Object.hasOwn(changes, kind) && base[kind] !== changes[kind],
  );
}
