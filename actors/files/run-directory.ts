import { type Dirent, existsSync, lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CellfateError, type Config } from "../../engine/index.js";
import { isTemporary, writeFileAtomically } from "./atomic-write.js";
import { CheckpointFolder } from "./checkpoint-folder.js";
import { makeFolder, outputPath, unwritable } from "./output-folder.js";
import { takeLock } from "./run-lock.js";

/** The files of a run, by what they hold. */
export const RUN_FILES = {
  config: "config.json",
  run: "run.json",
  history: "history.jsonl",
  timings: "timings.jsonl",
  regulation: "regulation.jsonl",
  champion: "champion.json",
  summary: "summary.json",
  checkpoints: "checkpoints",
  report: "report.html",
  trace: "trace.jsonl",
  figures: "figures",
  lock: "lock",
} as const;

/** Those that are folders. */
const FOLDERS: readonly string[] = [RUN_FILES.checkpoints, RUN_FILES.figures];

/** A run directory that this process has locked; what a crash in the middle of a write left there is cleared away. */
export class RunDirectory {
  readonly path: string;
  readonly #release: () => void;

  private constructor(path: string) {
    this.path = path;
    this.#release = takeLock(this.file("lock"));
    try {
      for (const entry of entriesOf(this.path)) {
        if (isTemporary(entry)) rmSync(join(this.path, entry.name), { force: true });
      }
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  /**
   * Makes a new run directory and locks it. One that holds nothing but what a run leaves that was killed before it
   * began counts as new.
   *
   * @throws CellfateError `run.directory-unnamed`, `run.directory-taken`, `run.locked`, `run.directory-unwritable`
   */
  static create(name: string): RunDirectory {
    const path = outputPath(name);
    if (existsSync(path) && !isUnused(path)) {
      throw new CellfateError({
        code: "run.directory-taken",
        message: "The output directory exists and is not empty.",
        where: name,
        cure: `Choose another --out, or go on with what is there: cellfate resume ${name}`,
      });
    }
    try {
      makeFolder(path);
      const directory = new RunDirectory(path);
      // From the start, so that a run without this folder is one that has lost its checkpoints.
      makeFolder(directory.file("checkpoints"));
      return directory;
    } catch (error) {
      if (error instanceof CellfateError) throw error;
      throw unwritable(name, error);
    }
  }

  /**
   * Locks an existing run directory.
   *
   * @throws CellfateError `run.directory-unnamed`, `run.missing`, `run.foreign`, `run.locked`, `run.directory-unwritable`
   */
  static open(name: string): RunDirectory {
    const path = outputPath(name);
    if (!existsSync(join(path, RUN_FILES.config))) {
      throw new CellfateError({
        code: "run.missing",
        message: `There is no run here: ${RUN_FILES.config} is missing.`,
        where: name,
        cure: "Give the directory that cellfate train made; a run that was killed before it began can only be started again.",
      });
    }
    refuseForeignEntries(path);
    try {
      return new RunDirectory(path);
    } catch (error) {
      if (error instanceof CellfateError) throw error;
      throw unwritable(name, error);
    }
  }

  file(name: keyof typeof RUN_FILES): string {
    return join(this.path, RUN_FILES[name]);
  }

  checkpoints({ run }: Config): CheckpointFolder {
    return new CheckpointFolder(this.file("checkpoints"), run.keep);
  }

  /**
   * Writes a JSON file, whole or not at all.
   *
   * @throws CellfateError `disk.write`
   */
  async writeJson(name: "config" | "run" | "champion" | "summary", value: unknown): Promise<void> {
    await writeFileAtomically(this.file(name), `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Gives the lock back. */
  close(): void {
    this.#release();
  }
}

function entriesOf(path: string): Dirent[] {
  return readdirSync(path, { withFileTypes: true });
}

/** Whether a path is a folder that is empty but for a lock, temporary files and a folder for checkpoints without any. */
function isUnused(path: string): boolean {
  try {
    return entriesOf(path).every(
      (entry) =>
        isTemporary(entry) ||
        (entry.isFile() && entry.name === RUN_FILES.lock) ||
        (entry.name === RUN_FILES.checkpoints && readdirSync(join(path, entry.name)).length === 0),
    );
  } catch {
    return false;
  }
}

/** A link in a run directory from elsewhere could have this program overwrite any file of its user. */
function refuseForeignEntries(path: string): void {
  for (const name of Object.values(RUN_FILES)) {
    const status = lstatSync(join(path, name), { throwIfNoEntry: false });
    if (status === undefined) continue;
    const isFolder = FOLDERS.includes(name);
    if (isFolder ? status.isDirectory() : status.isFile()) continue;
    throw new CellfateError({
      code: "run.foreign",
      message: `${name} is not a ${isFolder ? "folder" : "file"} of its own but a link or something else.`,
      where: join(path, name),
      cure: "Put the real one in its place; the run directory itself may be a link.",
    });
  }
}

/** The first free name of `base`, `base-2`, `base-3`, …  */
export function freeDirectory(base: string): string {
  for (let n = 1; ; n++) {
    const path = n === 1 ? base : `${base}-${n}`;
    if (!existsSync(path)) return path;
  }
}
