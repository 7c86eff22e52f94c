import type * as z from "zod";
import type { Problem } from "../../kernels/index.js";
import { type ConfigPath, pathName, valueAt } from "./config-path.js";
import { describeKey, keysAt } from "./describe-key.js";

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

/** One issue of zod as a problem in the words of this program. */
export function configProblem(
  issue: z.core.$ZodIssue,
  input: unknown,
  locate: (path: ConfigPath) => string,
): Problem {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  const name = pathName(path) || WHOLE;
  const got = show(valueAt(input, path));
  const known = `Known here: ${keysAt(path, input).join(", ")}.`;
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
        cure: known,
      };
    }
    case "custom":
      return problem(`${name}: ${issue.message}`);
    default: {
      const expected = expectation(issue, valueAt(input, path));
      return {
        ...problem(`${name}: ${expected === undefined ? issue.message : `expected ${expected}`}, got ${got}`),
        ...(issue.code === "invalid_union" && path[1] === "strategy"
          ? { cure: "cellfate strategies lists them with their options." }
          : {}),
      };
    }
  }
}
