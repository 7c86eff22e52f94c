import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { writeProblem } from "./write-problem.js";

/** How the temporary file of {@link writeFileAtomically} ends; a crash may leave one behind. */
export const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/;

/**
 * Writes a file so that its name never holds anything but the whole old or the whole new content, after any crash:
 * a temporary file beside it, fsync, rename, fsync of the folder.
 *
 * @throws CellfateError `disk.write`
 */
export async function writeFileAtomically(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryOf(file);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
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
