import type * as z from "zod/mini";
import { nearest } from "../suggestions.js";
import { formsOf, sectionsOf } from "./schema-forms.js";
import { configSchema } from "./schema.js";

/** A key that holds a value, not a section alone; a path stands several times where kinds of a section share it. */
interface ConfigKey {
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** The keys at and below a schema, of a section that is one of several kinds those of all. */
export function configKeys(schema: z.core.$ZodType = configSchema, path = ""): readonly ConfigKey[] {
  const sections = sectionsOf(schema);
  const below = sections.flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([key, inner]) => configKeys(inner, path === "" ? key : `${path}.${key}`)),
  );
  return sections.length === 1 && formsOf(schema).length === 1 ? below : [{ path, schema }, ...below];
}

/** The keys, wherever they stand, whose own name is or resembles `name`: of equally near ones those in the uppermost sections. */
export function keysNamed(name: string): readonly string[] {
  const depth = (path: string): number => path.split(".").length;
  const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
  const paths = [...new Set(configKeys().map(({ path }) => path))];
  const names = nearest(name, paths.map(lastOf));
  const found = paths.filter((path) => names.includes(lastOf(path)));
  return found.filter((path) => depth(path) === Math.min(...found.map(depth)));
}
