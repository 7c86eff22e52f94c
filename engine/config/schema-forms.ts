import * as z from "zod";

/**
 * What a value may be: sections, and values by themselves; a schema that may be null stands for that beside what else it
 * may be.
 */
export function formsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodNullable) return [...formsOf(schema.def.innerType), schema];
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault) return formsOf(schema.def.innerType);
  return schema instanceof z.ZodUnion ? schema.def.options.flatMap(formsOf) : [schema];
}

/** The sections that a value may be: several, where a name in them says which it is. */
export function sectionsOf(schema: z.core.$ZodType): readonly z.ZodObject<z.core.$ZodShape>[] {
  return formsOf(schema).filter((form): form is z.ZodObject<z.core.$ZodShape> => form instanceof z.ZodObject);
}
