import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";

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
   * @throws Error (of the file system); RangeError when the file is shorter than `position`
   */
  constructor(file: string, position: LinePosition = START) {
    this.#descriptor = openSync(file, position.bytes === 0 ? "w" : "r+");
    this.#position = position;
    if (fstatSync(this.#descriptor).size < position.bytes) {
      closeSync(this.#descriptor);
      throw new RangeError(
        `${file} is shorter than the ${position.bytes} bytes that the checkpoint knows of`,
      );
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

/** The position after the last whole line of a file. */
export function endOfLines(file: string): LinePosition {
  const content = readFileSync(file);
  const bytes = content.lastIndexOf(0x0a) + 1;
  let lines = 0;
  for (const byte of content) if (byte === 0x0a) lines++;
  return { lines, bytes };
}
