import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { syncFolder } from "./atomic-write.js";
import { writeProblem } from "./write-problem.js";

const syncFile = promisify(fsync);

/** Where a file of lines stands. */
export interface LinePosition {
  readonly lines: number;
  readonly bytes: number;
}

const PIECE_BYTES = 1024 * 1024;
const START: LinePosition = { lines: 0, bytes: 0 };

/** A file of JSON lines that only grows: a line is there whole, or a later run cuts it off and writes it again. */
export class LinesFile {
  readonly #file: string;
  readonly #descriptor: number;
  #position: LinePosition;

  /**
   * Opens the file for writing after `position`, which {@link holdsLines} has; what follows it, a torn line
   * included, is cut off.
   *
   * @throws CellfateError `disk.write`
   */
  constructor(file: string, position: LinePosition = START) {
    this.#file = file;
    this.#position = position;
    try {
      this.#descriptor = openSync(file, position.bytes === 0 ? "w" : "r+");
      ftruncateSync(this.#descriptor, position.bytes);
    } catch (error) {
      throw writeProblem(file, error);
    }
  }

  get position(): LinePosition {
    return this.#position;
  }

  /**
   * Writes a line, whole, where others can read it.
   *
   * @throws CellfateError `disk.write`, also when the name no longer stands for the file that is written to
   */
  append(value: unknown): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const { lines, bytes } = this.#position;
    try {
      this.#checkName();
      // A disk that fills up takes a part of the line and says so only at the next write.
      for (let done = 0; done < line.length;) {
        done += writeSync(this.#descriptor, line, done, line.length - done, bytes + done);
      }
    } catch (error) {
      throw writeProblem(this.#file, error);
    }
    this.#position = { lines: lines + 1, bytes: bytes + line.length };
  }

  /** Makes what was written durable: resolves once the lines so far outlive a power failure. */
  async sync(): Promise<void> {
    try {
      await syncFile(this.#descriptor);
      await syncFolder(dirname(this.#file));
    } catch (error) {
      throw writeProblem(this.#file, error);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Lines written to a file that was deleted or replaced would be lost without a word. */
  #checkName(): void {
    const [named, open] = [statSync(this.#file), fstatSync(this.#descriptor)];
    if (named.ino === open.ino && named.dev === open.dev) return;
    throw Object.assign(new Error("the file was replaced"), { code: "ESTALE" });
  }
}

/**
 * The position after the first `most` whole lines of a file; of all it has, where it has fewer or is missing. Read in
 * pieces and no further: a file may be larger than the memory.
 */
export function positionAfterLines(file: string, most: number): LinePosition {
  let position = START;
  if (!existsSync(file)) return position;
  const descriptor = openSync(file, "r");
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let start = 0; position.lines < most;) {
      const count = readSync(descriptor, piece, 0, PIECE_BYTES, start);
      if (count === 0) break;
      for (let end = -1; position.lines < most;) {
        end = piece.subarray(0, count).indexOf(0x0a, end + 1);
        if (end < 0) break;
        position = { lines: position.lines + 1, bytes: start + end + 1 };
      }
      start += count;
    }
    return position;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a file begins with so many lines of so many bytes. */
export function holdsLines(file: string, { lines, bytes }: LinePosition): boolean {
  return positionAfterLines(file, lines).bytes === bytes;
}
