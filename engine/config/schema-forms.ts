import * as z from "zod/mini";

/**
 * What a value may be: sections, and values by themselves; a schema that may be null stands for that beside what else it
 * may be.
 */
export function formsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodMiniNullable) return [...formsOf(schema.def.innerType), schema];
  if (schema instanceof z.ZodMiniPrefault || schema instanceof z.ZodMiniDefault)
    return formsOf(schema.def.innerType);
  return schema instanceof z.ZodMiniUnion || schema instanceof z.ZodMiniDiscriminatedUnion
    ? schema.def.options.flatMap(formsOf)
    : [schema];
}

/** The sections that a value may be: several, where a name in them says which it is. */
export function sectionsOf(schema: z.core.$ZodType): readonly z.ZodMiniObject[] {
  return formsOf(schema).filter((form): form is z.ZodMiniObject => form instanceof z.ZodMiniObject);
}
