import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Checkpoint, decodeCheckpoint, type Problem } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";
import { writeFileAtomically } from "./atomic-write.js";

const NAME = /^gen-(\d{6,})\.ckpt$/;
const TEMPORARY = /^gen-\d{6,}\.ckpt\.[0-9a-f]+\.tmp$/;
/** No checkpoint is larger: a file that is, is not one. */
const MOST_BYTES = 1 << 30;

/** A checkpoint that could be read, and what was wrong with newer ones. */
export interface LatestCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly file: string;
  readonly skipped: readonly { readonly file: string; readonly problem: Problem }[];
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
    return join(this.path, `gen-${generation.toString().padStart(6, "0")}.ckpt`);
  }

  /** Writes a checkpoint atomically, then removes those beyond the newest ones kept. */
  async write(generation: number, bytes: Uint8Array): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeFileAtomically(this.fileOf(generation), bytes);
    for (const old of (await this.#generations()).slice(this.#keep))
      await rm(this.fileOf(old), { force: true });
  }

  /** Removes what a crash in the middle of a write left behind. */
  async removeTemporaries(): Promise<void> {
    for (const name of await this.#names()) {
      if (TEMPORARY.test(name)) await rm(join(this.path, name), { force: true });
    }
  }

  /** The newest checkpoint that is whole, or undefined; damaged ones are skipped and named. */
  async latest(): Promise<LatestCheckpoint | { readonly skipped: LatestCheckpoint["skipped"] }> {
    const skipped: { file: string; problem: Problem }[] = [];
    for (const generation of await this.#generations()) {
      const file = this.fileOf(generation);
      try {
        const { size } = await stat(file);
        if (size > MOST_BYTES) throw new Error(`it has ${size} bytes`);
        return { checkpoint: decodeCheckpoint(await readFile(file)), file, skipped };
      } catch (error) {
        skipped.push({ file: basename(file), problem: problemOf(error) });
      }
    }
    return { skipped };
  }

  async #names(): Promise<string[]> {
    return readdir(this.path).catch(() => []);
  }

  /** Generations with a checkpoint, newest first. */
  async #generations(): Promise<number[]> {
    const numbers = (await this.#names()).map((name) => Number(NAME.exec(name)?.[1] ?? NaN));
    return numbers.filter((n) => !Number.isNaN(n)).sort((a, b) => b - a);
  }
}
