import * as z from "zod";
import { type ConfigPath, pathName, valueAt } from "./config-path.js";
import { configSchema } from "./schema.js";

/** A section of the schema without its default, and whether or not it may be null. */
function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable)
    inner = inner.unwrap();
  return inner;
}

/** The section at `path`; where a name decides which it is, as for strategies, that of the one named in `input`. */
function sectionAt(path: ConfigPath, input: unknown): z.ZodObject<z.core.$ZodShape> | undefined {
  const key = path.at(-1);
  const schema = key === undefined ? configSchema : sectionAt(path.slice(0, -1), input)?.shape[key];
  const section = unwrapped(schema);
  if (section instanceof z.ZodDiscriminatedUnion) {
    const { discriminator, options } = section.def;
    const named = valueAt(input, [...path, discriminator]);
    return options.find((option): option is z.ZodObject => {
      const name: unknown = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
      return name instanceof z.ZodLiteral && [...name.values].some((value) => value === named);
    });
  }
  return section instanceof z.ZodObject ? section : undefined;
}

/** What the key at `path` of `input` is, as a sentence; of a value within a list what the list is. */
export function describeKey(path: ConfigPath, input: unknown): string | undefined {
  const end = path.findLastIndex((step) => typeof step === "string");
  const key = path[end];
  if (key === undefined) return undefined;
  const schema = sectionAt(path.slice(0, end), input)?.shape[key];
  const description = schema instanceof z.ZodType ? schema.description : undefined;
  // What decides which section it is, of a section that is none yet: that section's.
  if (schema === undefined && end > 0) return describeKey(path.slice(0, end), input);
  return description === undefined ? undefined : `${pathName(path.slice(0, end + 1))} is the ${description}.`;
}

/** The keys allowed in the section at `path` of `input`. */
export function keysAt(path: ConfigPath, input: unknown): string[] {
  return Object.keys(sectionAt(path, input)?.shape ?? {});
}
