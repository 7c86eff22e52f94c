import type { Dirent } from "node:fs";
import { lstat, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CellfateError, type Checkpoint, decodeCheckpoint, type Problem } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";
import { isTemporary, syncFolder, writeFileAtomically } from "./atomic-write.js";
import { errorCode } from "./error-code.js";
import { writeProblem } from "./write-problem.js";

const NAME = /^gen-(\d{6,15})\.ckpt$/;
/** No checkpoint is larger: a file that is, is not one. */
const MOST_BYTES = 1 << 30;

/** A checkpoint that was passed over, and why. */
interface SkippedCheckpoint {
  readonly file: string;
  readonly problem: Problem;
}

/** A checkpoint that could be read, and what was wrong with newer ones. */
export interface LatestCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly file: string;
  readonly skipped: readonly SkippedCheckpoint[];
}

function unusable(message: string): CellfateError {
  return new CellfateError({ code: "checkpoint.damaged", message });
}

/** The folder `checkpoints` of a run: `gen-000120.ckpt`, the newest few. */
export class CheckpointFolder {
  readonly path: string;
  readonly #keep: number;

  constructor(path: string, keep: number) {
    this.path = path;
    this.#keep = keep;
  }

  /** The file of the checkpoint before `generation`, the next to be evaluated. */
  fileOf(generation: number): string {
    return join(this.path, nameOf(generation));
  }

  /**
   * Writes a checkpoint atomically, then removes older ones beyond those kept. Newer ones, which only a run that
   * had to go back leaves behind, neither count nor are touched: they may be damaged, this one is not.
   *
   * @throws CellfateError `disk.write`
   */
  async write(generation: number, bytes: Uint8Array): Promise<void> {
    await this.#make();
    await writeFileAtomically(this.fileOf(generation), bytes);
    const written = (await this.#generations()).filter((one) => one <= generation);
    // One checkpoint too many does no harm: the next write tries again.
    for (const old of written.slice(this.#keep)) await rm(this.fileOf(old)).catch(() => undefined);
  }

  /** Removes what a crash in the middle of a write left behind. */
  async removeTemporaries(): Promise<void> {
    for (const entry of await this.#entries()) {
      if (isTemporary(entry)) await rm(join(this.path, entry.name), { force: true });
    }
  }

  /**
   * The newest checkpoint that is whole and passes `check`; those passed over are named.
   *
   * @param check says what keeps a checkpoint from being used, if anything does
   * @throws CellfateError `checkpoint.version`: going back behind a newer program's checkpoint would lose work
   */
  async latest(
    check: (checkpoint: Checkpoint) => string | undefined = () => undefined,
  ): Promise<LatestCheckpoint | { readonly skipped: LatestCheckpoint["skipped"] }> {
    const skipped: SkippedCheckpoint[] = [];
    for (const generation of await this.#generations()) {
      const file = this.fileOf(generation);
      try {
        const checkpoint = await this.#read(generation);
        const reason = check(checkpoint);
        if (reason !== undefined) throw unusable(reason);
        return { checkpoint, file, skipped };
      } catch (error) {
        if (error instanceof CellfateError && error.code === "checkpoint.version") throw error;
        skipped.push({ file: basename(file), problem: problemOf(error) });
      }
    }
    return { skipped };
  }

  async #read(generation: number): Promise<Checkpoint> {
    const file = this.fileOf(generation);
    // Of the link itself: what lies outside the run's folder is not the run's.
    const status = await lstat(file);
    if (!status.isFile()) throw unusable("It is not a file.");
    if (status.size > MOST_BYTES) throw unusable(`No checkpoint has ${status.size} bytes.`);
    const checkpoint = decodeCheckpoint(await readFile(file));
    const holds = checkpoint.state.generation;
    if (holds !== generation) throw unusable(`It holds generation ${holds}, unlike its name.`);
    return checkpoint;
  }

  /** Makes the folder, but none above it: a run directory that was deleted must not come back half empty. */
  async #make(): Promise<void> {
    try {
      await mkdir(this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw writeProblem(this.path, error);
    }
  }

  async #entries(): Promise<Dirent[]> {
    try {
      return await readdir(this.path, { withFileTypes: true });
    } catch (error) {
      // Missing is empty; one that cannot be read must not be taken for empty, or the run would start over.
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
  }

  /** Generations with a checkpoint, newest first. */
  async #generations(): Promise<number[]> {
    return (await this.#entries())
      .map(({ name }) => ({ name, generation: Number(NAME.exec(name)?.[1] ?? NaN) }))
      .filter(({ name, generation }) => name === nameOf(generation))
      .map(({ generation }) => generation)
      .sort((a, b) => b - a);
  }
}

function nameOf(generation: number): string {
  return `gen-${generation.toString().padStart(6, "0")}.ckpt`;
}
