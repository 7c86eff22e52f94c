import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CellfateError, type Config } from "../../engine/index.js";
import { writeFileAtomically } from "./atomic-write.js";
import { CheckpointFolder } from "./checkpoint-folder.js";
import { takeLock } from "./run-lock.js";

/** The files of a run, by what they hold. */
export const RUN_FILES = {
  config: "config.json",
  run: "run.json",
  history: "history.jsonl",
  timings: "timings.jsonl",
  champion: "champion.json",
  summary: "summary.json",
  checkpoints: "checkpoints",
  lock: "lock",
} as const;

/** A run directory that this process has locked. */
export class RunDirectory {
  readonly path: string;
  readonly #release: () => void;

  private constructor(path: string) {
    this.path = path;
    this.#release = takeLock(join(path, RUN_FILES.lock));
  }

  /**
   * Makes a new run directory and locks it.
   *
   * @throws CellfateError `run.directory-taken`, `run.directory-unwritable`
   */
  static create(path: string): RunDirectory {
    if (existsSync(path) && (!isFolder(path) || readdirSync(path).length > 0)) {
      throw new CellfateError({
        code: "run.directory-taken",
        message: "The output directory exists and is not empty.",
        where: path,
        cure: `Choose another --out, or go on with what is there: cellfate resume ${path}`,
      });
    }
    try {
      makeFolder(resolve(path));
      return new RunDirectory(path);
    } catch (error) {
      if (error instanceof CellfateError) throw error;
      throw unwritable(path, error);
    }
  }

  /**
   * Locks an existing run directory.
   *
   * @throws CellfateError `run.missing`, `run.locked`, `run.directory-unwritable`
   */
  static open(path: string): RunDirectory {
    if (!existsSync(join(path, RUN_FILES.config))) {
      throw new CellfateError({
        code: "run.missing",
        message: `There is no run here: ${RUN_FILES.config} is missing.`,
        where: path,
        cure: "Give the directory that cellfate train made.",
      });
    }
    try {
      return new RunDirectory(path);
    } catch (error) {
      if (error instanceof CellfateError) throw error;
      throw unwritable(path, error);
    }
  }

  file(name: keyof typeof RUN_FILES): string {
    return join(this.path, RUN_FILES[name]);
  }

  checkpoints({ run }: Config): CheckpointFolder {
    return new CheckpointFolder(this.file("checkpoints"), run.keep);
  }

  /** Writes a JSON file, whole or not at all. */
  async writeJson(name: "config" | "run" | "champion" | "summary", value: unknown): Promise<void> {
    await writeFileAtomically(this.file(name), `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Gives the lock back. */
  close(): void {
    this.#release();
  }
}

/** Makes a folder and those above it; unlike `recursive: true`, which hangs on some file systems, it ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function unwritable(path: string, cause: unknown): CellfateError {
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

/** The first free name of `base`, `base-2`, `base-3`, …  */
export function freeDirectory(base: string): string {
  for (let n = 1; ; n++) {
    const path = n === 1 ? base : `${base}-${n}`;
    if (!existsSync(path)) return path;
  }
}
