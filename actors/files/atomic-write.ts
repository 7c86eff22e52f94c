import { randomBytes } from "node:crypto";
import type { Dirent } from "node:fs";
import { open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./error-code.js";
import { writeProblem } from "./write-problem.js";

/** How the temporary file of {@link writeFileAtomically} ends. */
const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/;

/** Whether an entry of a folder is a file that a crash left behind in the middle of a write. */
export function isTemporary(entry: Dirent): boolean {
  return entry.isFile() && TEMPORARY.test(entry.name);
}

/** What a file is to hold, whole or in parts that are made as they are written. */
export type FileContent = Uint8Array | string | AsyncIterable<string>;

/**
 * Writes a file so that its name never holds anything but the whole old or the whole new content, after any crash:
 * a temporary file beside it, fsync, rename, fsync of the folder. What is replaced leaves its mode to what replaces it.
 *
 * @param stop ends the write where it is not done yet; the old content stays
 * @throws CellfateError `disk.write`, and what the parts of the content are refused with
 */
export async function writeFileAtomically(
  file: string,
  content: FileContent,
  stop?: AbortSignal,
): Promise<void> {
  const temporary = temporaryOf(file);
  try {
    const mode = await modeOf(file);
    const handle = await open(temporary, "wx");
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await writeFile(handle, content, { signal: stop });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (error) {
    // What the first error was matters, not that cleaning up after it failed too.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeProblem(file, error);
  }
}

/** Who may do what with a file; undefined where there is none. */
async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o7777;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** A name for a temporary file beside `file` that no other write uses. */
export function temporaryOf(file: string): string {
  return `${file}.${randomBytes(6).toString("hex")}.tmp`;
}

/** Makes the names in a folder durable; some platforms cannot open a folder, and there the rename has to do. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
