import type { Problem } from "../../engine/errors.js";
import { tell } from "./streams.js";

/** A problem for people: what, where, and the cure. */
export function problemText({ message, where, cure }: Problem, kind = "error"): string {
  const place = where === undefined || where === "" ? "" : `\n  at ${where}`;
  const help = cure === undefined ? "" : `\n  ${cure}`;
  return `${kind}: ${message}${place}${help}\n`;
}

/** Writes a warning to stderr. */
export function warn(problem: Omit<Problem, "code">): void {
  tell(problemText({ code: "", ...problem }, "warning"));
}
