import { CellfateError, type Problem } from "../engine/errors.js";

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
  const code = error instanceof Error && "code" in error ? String(error.code) : "unexpected";
  return { code, message: error instanceof Error ? error.message : String(error) };
}
