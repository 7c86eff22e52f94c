import { closeSync, openSync, readSync } from "node:fs";
import { CellfateError } from "../../engine/index.js";
import { errorCode } from "./error-code.js";

/** No champion is larger. */
const MOST_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** Reads to the end, which a device or a pipe may not have. */
function readAll(file: string, most: number): Buffer | undefined {
  const descriptor = openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; total <= most;) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const count = readSync(descriptor, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The text of a file that a user named.
 *
 * @param most bytes that such a file may have
 * @throws CellfateError `usage.file`
 */
export function readTextFile(file: string, most = MOST_BYTES): string {
  const refuse = (message: string, cure: string): CellfateError =>
    new CellfateError({ code: "usage.file", message, where: file, cure });
  let bytes: Buffer | undefined;
  try {
    bytes = readAll(file, most);
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
