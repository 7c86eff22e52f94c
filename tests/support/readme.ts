import { readFileSync } from "node:fs";

/** The text of the README. */
export const README: string = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Its code blocks in one language. */
export function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(
    ([, code]) => code!,
  );
}
