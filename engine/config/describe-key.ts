import * as z from "zod";
import { STRATEGIES } from "../strategies/create-strategy.js";
import type { ConfigPath } from "./config-path.js";
import { configSchema } from "./schema.js";

/** A section of the schema without its default. */
function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner;
}

/** What a section says of one of its keys. */
function keyOf({ shape }: z.ZodObject, key: string | number): z.core.$ZodType | undefined {
  const keys: Readonly<Record<string, z.core.$ZodType>> = shape;
  return keys[key];
}

/** The sections that the one at a path may be: several where a name decides, as for strategies. */
function sectionsAt(path: ConfigPath): z.ZodObject[] {
  let schemas: (z.core.$ZodType | undefined)[] = [configSchema];
  for (const step of path) schemas = objectsOf(schemas).map((section) => keyOf(section, step));
  return objectsOf(schemas);
}

function objectsOf(schemas: readonly (z.core.$ZodType | undefined)[]): z.ZodObject[] {
  return schemas.map(unwrapped).flatMap((schema) => {
    if (schema instanceof z.ZodDiscriminatedUnion) return STRATEGIES.map((strategy) => strategy.schema);
    return schema instanceof z.ZodObject ? [schema] : [];
  });
}

/** What the schema says of the key at `path`, of the nearest key above it that it says something of. */
export function describeKey(path: ConfigPath): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    if (key === undefined) return undefined;
    const said = sectionsAt(path.slice(0, length - 1))
      .map((section) => keyOf(section, key))
      .map((schema) => (schema instanceof z.ZodType ? schema.description : undefined))
      .find((description) => description !== undefined);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The keys allowed in the section at `path`. */
export function keysAt(path: ConfigPath): string[] {
  return [...new Set(sectionsAt(path).flatMap(({ shape }) => Object.keys(shape)))];
}
