import { CellfateError, type Problem } from "../engine/errors.js";
import { errorCode } from "./files/error-code.js";

/** Anything that was thrown, as data. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CellfateError) {
    const { code, message, where, cure } = error;
    return {
      code,
      message,
      ...(where === undefined ? {} : { where }),
      ...(cure === undefined ? {} : { cure }),
    };
  }
  return {
    code: errorCode(error) || "unexpected",
    message: error instanceof Error ? error.message : String(error),
  };
}
