import * as z from "zod/mini";
import { type ConfigPath, pathName, valueAt } from "./config-path.js";
import { sectionsOf } from "./schema-forms.js";
import { configSchema } from "./schema.js";

/** The section at `path`; where a name decides which it is, as for strategies, that of the one named in `input`. */
function sectionAt(path: ConfigPath, input: unknown): z.ZodMiniObject | undefined {
  const key = path.at(-1);
  const schema = key === undefined ? configSchema : sectionAt(path.slice(0, -1), input)?.shape[key];
  const sections = schema === undefined ? [] : sectionsOf(schema);
  if (sections.length < 2) return sections[0];
  return sections.find(({ shape }) =>
    Object.entries(shape).some(
      ([name, kind]) =>
        kind instanceof z.ZodMiniLiteral &&
        kind.def.values.some((value) => value === valueAt(input, [...path, name])),
    ),
  );
}

/** What the key at `path` of `input` is, as a sentence; of a value within a list what the list is. */
export function describeKey(path: ConfigPath, input: unknown): string | undefined {
  const end = path.findLastIndex((step) => typeof step === "string");
  const key = path[end];
  if (key === undefined) return undefined;
  const schema = sectionAt(path.slice(0, end), input)?.shape[key];
  const description = schema && z.globalRegistry.get(schema)?.description;
  // What decides which section it is, of a section that is none yet: that section's.
  if (schema === undefined && end > 0) return describeKey(path.slice(0, end), input);
  return description === undefined ? undefined : `${pathName(path.slice(0, end + 1))} is the ${description}.`;
}

/** The keys allowed in the section at `path` of `input`. */
export function keysAt(path: ConfigPath, input: unknown): string[] {
  return Object.keys(sectionAt(path, input)?.shape ?? {});
}
