import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { writeFileAtomically } from "../../actors/index.js";
import { CellfateError } from "../../engine/index.js";

/**
 * Makes sure, before any work is done, that there is a folder for the file that `--out` names.
 *
 * @throws CellfateError `usage.file`
 */
export function checkOutput(file: string): void {
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new CellfateError({
    code: "usage.file",
    message: "The folder of the output file does not exist",
    where: file,
    cure: `Make ${folder} first, or choose another --out.`,
  });
}

/**
 * Writes the file that `--out` names, whole or not at all.
 *
 * @throws CellfateError `usage.file`
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await writeFileAtomically(file, text);
  } catch (cause) {
    throw new CellfateError(
      {
        code: "usage.file",
        message: `The output file cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
        where: file,
        cure: "Choose another --out, or allow writing there.",
      },
      { cause },
    );
  }
}
