import { createHash, type Hash } from "node:crypto";
import { closeSync, fstatSync, fsync, ftruncateSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { syncFolder } from "./atomic-write.js";
import { errorCode } from "./error-code.js";
import { writeProblem } from "./write-problem.js";

const syncFile = promisify(fsync);

const CHUNK_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** Where a file of lines stands. */
export interface LinePosition {
  readonly lines: number;
  readonly bytes: number;
  /** Of those bytes, in hex; a position of before it was kept has none. */
  readonly sha256?: string | undefined;
}

/** A file of JSON lines that only grows: a line is there whole, or a later run cuts it off and writes it again. */
export class LinesFile {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #hash: Hash;
  #lines: number;
  #bytes: number;

  /**
   * Opens the file for writing after `position`, which {@link holdsLines} has; what follows it, a torn line
   * included, is cut off.
   *
   * @throws CellfateError `disk.write`
   */
  constructor(file: string, position: LinePosition = { lines: 0, bytes: 0 }) {
    this.#file = file;
    ({ lines: this.#lines, bytes: this.#bytes, hash: this.#hash } = readLines(file, position.lines));
    try {
      this.#descriptor = openSync(file, this.#bytes === 0 ? "w" : "r+");
      ftruncateSync(this.#descriptor, this.#bytes);
    } catch (error) {
      throw writeProblem(file, error);
    }
  }

  get position(): LinePosition {
    return { lines: this.#lines, bytes: this.#bytes, sha256: this.#hash.copy().digest("hex") };
  }

  /**
   * Writes a line, whole, where others can read it.
   *
   * @throws CellfateError `disk.write`, also when the name no longer stands for the file that is written to
   */
  append(value: unknown): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      this.#checkName();
      // A disk that fills up takes a part of the line and says so only at the next write.
      for (let done = 0; done < line.length;) {
        done += writeSync(this.#descriptor, line, done, line.length - done, this.#bytes + done);
      }
    } catch (error) {
      throw writeProblem(this.#file, error);
    }
    this.#hash.update(line);
    this.#lines++;
    this.#bytes += line.length;
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

/** The first `most` whole lines of a file, or all it has: their number, their bytes and the hash of these. */
function readLines(file: string, most: number): { lines: number; bytes: number; hash: Hash } {
  const read = createHash("sha256");
  const found = { lines: 0, bytes: 0, hash: read.copy() };
  const descriptor = openIfThere(file);
  if (descriptor === undefined) return found;
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let bytes = 0, count; found.lines < most && (count = readSync(descriptor, buffer)) > 0;) {
      const chunk = buffer.subarray(0, count);
      const whole = endOfLines(chunk, most - found.lines);
      read.update(chunk.subarray(0, whole.end));
      // What follows may be the beginning of a line that ends in a later chunk, or nowhere.
      if (whole.lines > 0) {
        found.lines += whole.lines;
        found.bytes = bytes + whole.end;
        found.hash = read.copy();
      }
      read.update(chunk.subarray(whole.end));
      bytes += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return found;
}

/** Where the last of the first `most` lines ends that end in a chunk, and how many these are. */
function endOfLines(chunk: Buffer, most: number): { lines: number; end: number } {
  let [lines, end] = [0, 0];
  while (lines < most) {
    const at = chunk.indexOf(LINE_END, end);
    if (at < 0) break;
    lines++;
    end = at + 1;
  }
  return { lines, end };
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The position after the first `most` whole lines of a file; of all it has, where it has fewer or is missing. */
export function positionAfterLines(file: string, most: number): LinePosition {
  const { lines, bytes, hash } = readLines(file, most);
  return { lines, bytes, sha256: hash.digest("hex") };
}

/** Whether a file begins with so many lines of so many bytes, and with those very bytes where their hash is known. */
export function holdsLines(file: string, { lines, bytes, sha256 }: LinePosition): boolean {
  const found = positionAfterLines(file, lines);
  return found.lines === lines && found.bytes === bytes && (sha256 ?? found.sha256) === found.sha256;
}
