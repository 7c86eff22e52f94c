import { closeSync, openSync, readSync } from "node:fs";
import { CellfateError } from "../../engine/index.js";
import { errorCode } from "./error-code.js";

/** No champion is larger. */
const MOST_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const STDIN = 0;

/** How long a stream that has nothing at the moment is left alone. */
const PAUSE_MILLISECONDS = 5;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** What a descriptor has next; nothing at its end. A terminal or a pipe may have to be waited for. */
function readChunk(descriptor: number): Buffer {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(descriptor, chunk));
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MILLISECONDS);
    }
  }
}

/** Reads to the end, which a device or a pipe may not have. */
function readToEnd(descriptor: number, most: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= most;) {
    const chunk = readChunk(descriptor);
    if (chunk.length === 0) return Buffer.concat(chunks);
    chunks.push(chunk);
    total += chunk.length;
  }
  return undefined;
}

function readAll(file: string, most: number): Buffer | undefined {
  const descriptor = openSync(file, "r");
  try {
    return readToEnd(descriptor, most);
  } finally {
    closeSync(descriptor);
  }
}

/** The text that `read` reads, refused in words about `name` where it cannot be read or is too long. */
function textOf(name: string, most: number, read: () => Buffer | undefined): string {
  const refuse = (message: string, cure: string): CellfateError =>
    new CellfateError({ code: "usage.file", message, where: name, cure });
  let bytes: Buffer | undefined;
  try {
    bytes = read();
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") throw refuse("The file does not exist.", "Check the name.");
    throw refuse(
      `The file cannot be read: ${code === "" ? String(error) : code}.`,
      "Check that it is a file and may be read.",
    );
  }
  if (bytes === undefined) {
    throw refuse(`The file has more than ${most} bytes, more than any of ours.`, "Give another file.");
  }
  return bytes.toString("utf8");
}

/**
 * The text of a file that a user named.
 *
 * @param most bytes that such a file may have
 * @throws CellfateError `usage.file`
 */
export function readTextFile(file: string, most = MOST_BYTES): string {
  return textOf(file, most, () => readAll(file, most));
}

/** The text that comes on stdin, to its end. @throws CellfateError `usage.file` */
export function readStdin(most: number): string {
  return textOf("stdin", most, () => readToEnd(STDIN, most));
}
