import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CellfateError } from "../../engine/index.js";

/**
 * The one meaning that a name has from here on: of `a/../b` the system asks that there is an `a`, which making folders
 * does not.
 *
 * @throws CellfateError `run.directory-unnamed`, `run.directory-stream`
 */
export function outputPath(name: string): string {
  if (name === "") {
    throw new CellfateError({
      code: "run.directory-unnamed",
      message: "The name of the run directory is empty.",
      cure: "Give it a name; . is the folder that you are in.",
    });
  }
  if (name === "-") {
    throw new CellfateError({
      code: "run.directory-stream",
      message: "A run is a directory of files and cannot be written to, or read from, a stream.",
      where: name,
      cure: "Name a directory; one that is called - is ./-.",
    });
  }
  return resolve(name);
}

/** Makes a folder and those above it; unlike `recursive: true`, which hangs on some file systems, it ends. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** What the file system says against writing in an output directory, as a problem: `run.directory-unwritable`. */
export function unwritable(path: string, cause: unknown): CellfateError {
  return new CellfateError(
    {
      code: "run.directory-unwritable",
      message: `The output directory cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: path,
      cure: "Choose another --out, or allow writing there.",
    },
    { cause },
  );
}
