import * as z from "zod";
import { CellfateError, type Problem } from "../../kernels/index.js";
import type { Config } from "./config.js";
import { configSchema } from "./schema.js";

/** A place in a configuration: `["model", "dt"]`. */
export type ConfigPath = readonly (string | number)[];

/** `["model", "thresholds", 0]` → `model.thresholds.0` */
export function pathName(path: ConfigPath): string {
  return path.join(".");
}

/** The value at `path`, undefined where there is none. */
function valueAt(input: unknown, path: ConfigPath): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A section of the schema without its default. */
function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner;
}

/** What the schema says of the key at `path`. */
function describe(path: ConfigPath): string | undefined {
  let schema: z.ZodType | undefined = configSchema;
  for (const step of path) {
    const section = unwrapped(schema);
    if (!(section instanceof z.ZodObject)) return schema?.description;
    schema = (section.shape as Record<string, z.ZodType>)[step];
  }
  return schema?.description;
}

/** The keys allowed in the section at `path`. */
function keysAt(path: ConfigPath): string[] {
  const section = unwrapped(
    path.reduce<z.ZodType | undefined>((schema, step) => {
      const object = unwrapped(schema);
      return object instanceof z.ZodObject ? (object.shape as Record<string, z.ZodType>)[step] : undefined;
    }, configSchema),
  );
  return section instanceof z.ZodObject ? Object.keys(section.shape) : [];
}

/** Longest quotation of what was found: files may hold anything. */
const MOST_SHOWN = 200;
/** Problems named at once. */
const MOST_PROBLEMS = 20;

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    return "a value that JSON cannot hold";
  }
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** One issue of zod as a problem in the words of this program. */
function problemOf(issue: z.core.$ZodIssue, input: unknown, locate: (path: ConfigPath) => string): Problem {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  const name = pathName(path) || "the configuration";
  const got = show(valueAt(input, path));
  const help = describe(path);
  const cure =
    help === undefined ? undefined : `${name} is the ${help}.`.replace("is the open:", "is one of open:");
  const problem = (message: string, at: ConfigPath = path): Problem => ({
    code: "config.invalid",
    message,
    where: locate(at),
    ...(cure === undefined ? {} : { cure }),
  });
  switch (issue.code) {
    case "unrecognized_keys": {
      const key = issue.keys[0]!;
      return {
        ...problem(`${pathName([...path, key])}: there is no such key`, [...path, key]),
        cure: `Known here: ${keysAt(path).join(", ")}.`,
      };
    }
    case "too_small":
    case "too_big": {
      const [limit, sign] = issue.code === "too_small" ? [issue.minimum, ">"] : [issue.maximum, "<"];
      const relation = `${sign}${issue.inclusive === true ? "=" : ""} ${limit.toString()}`
        .replace(">=", "≥")
        .replace("<=", "≤");
      const what = issue.origin === "array" ? "a number of values" : "a number";
      return problem(`${name}: expected ${what} ${relation}, got ${got}`);
    }
    case "invalid_type":
      return problem(
        `${name}: expected ${issue.expected === "int" ? "a whole number" : `a value of type ${issue.expected}`}, got ${got}`,
      );
    case "invalid_value":
      return problem(`${name}: expected one of ${issue.values.map(show).join(", ")}, got ${got}`);
    case "custom":
      return problem(`${name}: ${issue.message}`);
    default:
      return problem(`${name}: ${issue.message}, got ${got}`);
  }
}

/**
 * The configuration with every default filled in.
 *
 * @param input what a user wrote, parsed: any value
 * @param locate where a path of it was written, for the error
 * @throws CellfateError `config.invalid` with what was expected, what was found, where and the cure; further
 * problems follow in the message, a line each
 */
export function resolveConfig(input: unknown, locate: (path: ConfigPath) => string = pathName): Config {
  const result = configSchema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MOST_PROBLEMS);
  const [first, ...others] = issues.map((issue) => problemOf(issue, input, locate));
  const also = others.map(
    ({ message, where = "" }) => `\n  also ${message}${where === "" ? "" : ` (${where})`}`,
  );
  if (first === undefined) throw result.error;
  throw new CellfateError({ ...first, message: first.message + also.join("") });
}

/** The JSON Schema of a configuration file. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: "input" });
}

/** `base` with what `changes` says laid over it, section by section; neither is changed. */
export function overlay(base: unknown, changes: unknown): unknown {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(changes)) {
    merged.set(name, merged.has(name) ? overlay(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
