import * as z from "zod";
import { nearest } from "../suggestions.js";
import { configSchema } from "./schema.js";

/** A key that holds a value, and the words that this may be: names, `true`, `null`; numbers and lists aside. */
export interface ConfigKey {
  readonly path: string;
  readonly words: readonly string[];
}

/** The word that a value is in a configuration file. */
function wordOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A part of a JSON Schema that says something. */
type Schema = z.core.JSONSchema.BaseSchema;

/** The words that a schema by itself, whatever else its value may be, allows. */
function wordsOf({ enum: names = [], const: only, type }: Schema): string[] {
  const types = [type].flat();
  return [
    ...[...names, ...(only === undefined ? [] : [only])].map(wordOf),
    ...(types.includes("boolean") ? ["true", "false"] : []),
    ...(types.includes("null") ? ["null"] : []),
  ];
}

function isSchema(schema: z.core.JSONSchema._JSONSchema): schema is Schema {
  return typeof schema !== "boolean";
}

/** The keys below `path`; of a section that is one of several kinds those of all, and the section, which a kind's name is short for. */
function keysOf(schema: Schema, path: string): ConfigKey[] {
  const kinds = (schema.oneOf ?? []).filter(isSchema);
  const forms = [schema, ...(schema.anyOf ?? []).filter(isSchema), ...kinds];
  const below = forms.flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([key, inner]) =>
      isSchema(inner) ? keysOf(inner, path === "" ? key : `${path}.${key}`) : [],
    ),
  );
  const namesOfKinds = kinds.flatMap(({ properties = {} }) =>
    Object.values(properties).flatMap((inner) =>
      isSchema(inner) && inner.const !== undefined ? wordsOf(inner) : [],
    ),
  );
  const words = [...forms.flatMap(wordsOf), ...namesOfKinds];
  return path === "" || (below.length > 0 && words.length === 0) ? below : [{ path, words }, ...below];
}

/** Every key of a configuration, once each. */
export function configKeys(): readonly ConfigKey[] {
  const words = new Map<string, string[]>();
  for (const key of keysOf(z.toJSONSchema(configSchema, { io: "input" }), ""))
    words.set(key.path, [...(words.get(key.path) ?? []), ...key.words]);
  return Array.from(words, ([path, all]) => ({ path, words: [...new Set(all)] }));
}

/** The keys, wherever they stand, whose own name is or resembles `name`: of equally near ones those in the uppermost sections. */
export function keysNamed(name: string): readonly string[] {
  const depth = (path: string): number => path.split(".").length;
  const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
  const paths = configKeys().map(({ path }) => path);
  const names = nearest(name, paths.map(lastOf));
  const found = paths.filter((path) => names.includes(lastOf(path)));
  return found.filter((path) => depth(path) === Math.min(...found.map(depth)));
}
