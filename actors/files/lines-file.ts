import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { CellfateError } from "../../engine/index.js";

/** Where a file of lines stands. */
export interface LinePosition {
  readonly lines: number;
  readonly bytes: number;
}

const START: LinePosition = { lines: 0, bytes: 0 };

/** A file of JSON lines that only grows: a line is there whole, or a later run cuts it off and writes it again. */
export class LinesFile {
  readonly #descriptor: number;
  #position: LinePosition;

  /**
   * Opens the file for writing after `position`; what follows it, a torn line included, is cut off.
   *
   * @throws CellfateError `run.history` when the file is shorter than `position`
   */
  constructor(file: string, position: LinePosition = START) {
    this.#descriptor = openSync(file, position.bytes === 0 ? "w" : "r+");
    this.#position = position;
    if (fstatSync(this.#descriptor).size < position.bytes) {
      closeSync(this.#descriptor);
      throw new CellfateError({
        code: "run.history",
        message: `The file is shorter than the ${position.bytes} bytes that the checkpoint knows of.`,
        where: file,
        cure: "Put back the file of this run; without it the history would have a gap.",
      });
    }
    ftruncateSync(this.#descriptor, position.bytes);
  }

  get position(): LinePosition {
    return this.#position;
  }

  append(value: unknown): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const { lines, bytes } = this.#position;
    writeSync(this.#descriptor, line, 0, line.length, bytes);
    this.#position = { lines: lines + 1, bytes: bytes + line.length };
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** The position after the first `most` whole lines of a file; of all it has, where it has fewer or is missing. */
export function positionAfterLines(file: string, most: number): LinePosition {
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  let { lines, bytes } = START;
  while (lines < most) {
    const end = content.indexOf(0x0a, bytes);
    if (end < 0) break;
    lines++;
    bytes = end + 1;
  }
  return { lines, bytes };
}
