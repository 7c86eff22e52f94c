import { readFileSync, statSync } from "node:fs";
import { CellfateError } from "../../engine/index.js";

/** No configuration or champion is larger. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The text of a file that a user named.
 *
 * @throws CellfateError `usage.file`
 */
export function readTextFile(file: string): string {
  const refuse = (message: string, cure: string): CellfateError =>
    new CellfateError({ code: "usage.file", message, where: file, cure });
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES)
      throw refuse(`The file has ${size} bytes, more than any of ours.`, "Give another file.");
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof CellfateError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw refuse("The file does not exist.", "Check the name.");
    throw refuse(
      `The file cannot be read: ${code ?? String(error)}.`,
      "Check that it is a file and may be read.",
    );
  }
}
