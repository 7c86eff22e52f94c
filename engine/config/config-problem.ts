import type * as z from "zod";
import type { Problem } from "../../kernels/index.js";
import { STRATEGIES } from "../strategies/registry.js";
import { type ConfigPath, pathName, valueAt } from "./config-path.js";
import { describeKey, keysAt } from "./describe-key.js";

const STRATEGY_NAMES = STRATEGIES.map(({ name }) => JSON.stringify(name)).join(", ");
/** Longest quotation of what was found: files may hold anything. */
const MOST_SHOWN = 200;

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
export function configProblem(
  issue: z.core.$ZodIssue,
  input: unknown,
  locate: (path: ConfigPath) => string,
): Problem {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  const name = pathName(path) || "the configuration";
  const got = show(valueAt(input, path));
  const cure = describeKey(path, input);
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
        cure: `Known here: ${keysAt(path, input).join(", ")}.`,
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
    case "invalid_union":
      return issue.discriminator === undefined
        ? problem(`${name}: expected another value, got ${got}`)
        : {
            ...problem(`${name}: expected one of ${STRATEGY_NAMES}, got ${got}`),
            cure: "cellfate strategies lists them with their options.",
          };
    case "custom":
      return problem(`${name}: ${issue.message}`);
    default:
      return problem(`${name}: ${issue.message}, got ${got}`);
  }
}
