import * as z from "zod/mini";
import { configKeys } from "./config-keys.js";
import { formsOf, sectionsOf } from "./schema-forms.js";

/** The words that a value of this form may be. */
function wordsOf(form: z.core.$ZodType): readonly string[] {
  if (form instanceof z.ZodMiniEnum) return form.options.map(String);
  if (form instanceof z.ZodMiniLiteral) return form.def.values.map(String);
  if (form instanceof z.ZodMiniBoolean) return ["true", "false"];
  return form instanceof z.ZodMiniNullable ? ["null"] : [];
}

/** What the kinds of a section are called, which the section may be given as. */
function kindsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const entries = sectionsOf(schema).flatMap(({ shape }) => Object.values(shape));
  return entries.filter((inner) => inner instanceof z.ZodMiniLiteral);
}

/** Every key of a configuration with the words that its value may be: names, `true`, `null`; numbers and lists aside. */
export function keyWords(): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const { path, schema } of configKeys()) {
    const own = [...formsOf(schema), ...kindsOf(schema)].flatMap(wordsOf);
    words.set(path, [...new Set([...(words.get(path) ?? []), ...own])]);
  }
  return words;
}
