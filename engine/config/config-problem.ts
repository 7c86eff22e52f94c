import type * as z from "zod/mini";
import type { Problem } from "../../kernels/index.js";
import { type ConfigPath, pathName, valueAt } from "./config-path.js";
import { keysNamed } from "./config-keys.js";
import { describeKey, keysAt } from "./describe-key.js";
import { nearest, withSuggestions } from "../suggestions.js";

/** What no path names. */
const WHOLE = "the configuration";
/** Longest quotation of what was found: files may hold anything. */
const MOST_SHOWN = 200;

/** The JSON of a value, undefined where it has none: functions, symbols, whole numbers of any length, circles. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON would write null for NaN and ±∞.
  if (typeof value === "number") return String(value);
  const text = jsonOf(value);
  if (text === undefined) return "a value that JSON cannot hold";
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** What was expected instead of `value`, where an issue of zod says it. */
function expectation(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  switch (issue.code) {
    case "too_small":
    case "too_big": {
      const [limit, sign] = issue.code === "too_small" ? [issue.minimum, ">"] : [issue.maximum, "<"];
      const relation = `${sign}${issue.inclusive === true ? "=" : ""} ${limit.toString()}`
        .replace(">=", "≥")
        .replace("<=", "≤");
      return `${issue.origin === "array" ? "a number of values" : "a number"} ${relation}`;
    }
    case "invalid_type":
      if (issue.expected === "int") return "a whole number";
      return issue.expected === "number" && typeof value === "number"
        ? "a finite number"
        : `a value of type ${issue.expected}`;
    case "invalid_value":
      return `${issue.values.length > 1 ? "one of " : ""}${issue.values.map(show).join(", ")}`;
    case "invalid_union": {
      if ("options" in issue && Array.isArray(issue.options))
        return `one of ${issue.options.map(show).join(", ")}`;
      const branches = issue.errors.map(([first]) => first && expectation(first, value));
      return branches.every((branch) => branch !== undefined) && branches.length > 0
        ? branches.join(" or ")
        : "another value";
    }
    default:
      return undefined;
  }
}

/** What a key that there is not may have been meant to be: one beside it, or else one elsewhere. */
function keysMeant(path: ConfigPath, key: string, known: readonly string[]): readonly string[] {
  const beside = nearest(key, known).map((name) => pathName([...path, name]));
  return beside.length > 0 ? beside : keysNamed(key);
}

/** What a value that is none of some words may have been meant to be. */
function wordsMeant(issue: z.core.$ZodIssue, value: unknown): readonly string[] {
  const options = issue.code === "invalid_value" ? issue.values : "options" in issue ? issue.options : [];
  if (typeof value !== "string" || !Array.isArray(options)) return [];
  return nearest(
    value,
    options.filter((option) => typeof option === "string"),
  );
}

/** One issue of zod as a problem in the words of this program. */
export function configProblem(
  issue: z.core.$ZodIssue,
  input: unknown,
  locate: (path: ConfigPath) => string,
): Problem {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  const name = pathName(path) || WHOLE;
  const got = show(valueAt(input, path));
  const keys = keysAt(path, input);
  const known = `Known here: ${keys.join(", ")}.`;
  const cure = describeKey(path, input) ?? known;
  const problem = (message: string, at: ConfigPath = path): Problem => ({
    code: "config.invalid",
    message,
    where: locate(at) || WHOLE,
    cure,
  });
  switch (issue.code) {
    case "unrecognized_keys": {
      const key = issue.keys[0]!;
      return {
        ...problem(`${pathName([...path, key])}: there is no such key`, [...path, key]),
        cure: withSuggestions(keysMeant(path, key, keys), known),
      };
    }
    case "custom":
      return problem(`${name}: ${issue.message}`);
    default: {
      const value = valueAt(input, path);
      const expected = expectation(issue, value);
      const listed = issue.code === "invalid_union" && path[1] === "strategy";
      return {
        ...problem(`${name}: ${expected === undefined ? issue.message : `expected ${expected}`}, got ${got}`),
        cure: withSuggestions(
          wordsMeant(issue, value),
          listed ? "cellfate strategies lists them with their options." : cure,
        ),
      };
    }
  }
}
