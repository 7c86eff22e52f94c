import { accessSync, constants, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CellfateError } from "../../engine/index.js";
import { isTemporary, writeFileAtomically } from "./atomic-write.js";
import { makeFolder, outputPath, unwritable } from "./output-folder.js";
import { takeLock } from "./run-lock.js";

/** What is in the directory of a comparison, by what it holds; times stand apart, so that all else has the same bytes whenever it is made. */
export const COMPARISON_FILES = {
  data: "comparison.json",
  runs: "comparison.csv",
  figure: "comparison.svg",
  timings: "timings.json",
  report: "report.html",
  figures: "figures",
} as const;

/** The folder with the run directories. */
export const COMPARED_RUNS = "runs";
const LOCK = "lock";
const KNOWN: readonly string[] = [...Object.values(COMPARISON_FILES), COMPARED_RUNS, LOCK];

/** The directory of a comparison, which this process has locked: run directories, and what they come to together. */
export class ComparisonDirectory {
  readonly path: string;
  readonly #release: () => void;

  private constructor(path: string) {
    this.path = path;
    this.#release = takeLock(join(path, LOCK));
  }

  /**
   * Makes the directory, or opens one in which a comparison was begun, and locks it.
   *
   * @throws CellfateError `run.directory-unnamed`, `run.directory-taken`, `run.locked`, `run.directory-unwritable`
   */
  static open(name: string): ComparisonDirectory {
    const path = outputPath(name);
    try {
      makeFolder(path);
      const entries = readdirSync(path, { withFileTypes: true });
      const foreign = entries.find((entry) => !isTemporary(entry) && !KNOWN.includes(entry.name));
      if (foreign !== undefined) {
        throw new CellfateError({
          code: "run.directory-taken",
          message: `The output directory holds what is of no comparison: ${foreign.name}`,
          where: name,
          cure: "Choose another --out.",
        });
      }
      accessSync(path, constants.W_OK);
      const directory = new ComparisonDirectory(path);
      for (const entry of entries.filter(isTemporary)) rmSync(join(path, entry.name), { force: true });
      return directory;
    } catch (error) {
      throw error instanceof CellfateError ? error : unwritable(name, error);
    }
  }

  file(name: keyof typeof COMPARISON_FILES): string {
    return join(this.path, COMPARISON_FILES[name]);
  }

  /** The directory of a run. @param names of the case and the condition, where it has them, and its seed */
  run(names: readonly string[]): string {
    return join(this.path, COMPARED_RUNS, ...names);
  }

  /** Writes a file, whole or not at all. @throws CellfateError `disk.write` */
  write(name: keyof typeof COMPARISON_FILES, content: string): Promise<void> {
    return writeFileAtomically(this.file(name), content);
  }

  /** Gives the lock back. */
  close(): void {
    this.#release();
  }
}
