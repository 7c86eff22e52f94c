import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { CellfateError } from "../../engine/index.js";
import { temporaryOf } from "./atomic-write.js";
import { errorCode } from "./error-code.js";
import { readTextFile } from "./read-text-file.js";

interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, so that another one with its number is not taken for it; null where unknown. */
  readonly began: string | null;
}

/** No lock is larger: what is, is none of ours. */
const MOST_BYTES = 4096;

/** The locks that this process holds. */
const held = new Set<string>();

/** When a process of this machine began: the boot, and clock ticks since it. Null without a /proc. */
function beginningOf(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Fields after the name, which stands in parentheses and may hold anything; the 22nd field of all.
    const ticks = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? null : `${boot} ${ticks}`;
  } catch {
    return null;
  }
}

function readOwner(file: string): LockOwner | undefined {
  try {
    const { pid, host, began } = JSON.parse(readTextFile(file, MOST_BYTES)) as Partial<LockOwner>;
    if (!Number.isSafeInteger(pid) || pid === undefined || pid < 1 || typeof host !== "string")
      return undefined;
    return { pid, host, began: typeof began === "string" ? began : null };
  } catch {
    return undefined;
  }
}

function same(a: LockOwner | undefined, b: LockOwner | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether the process still runs; one on another host cannot be asked, so it counts as running. */
function isAlive({ pid, host, began }: LockOwner, file: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
  const now = beginningOf(pid);
  return began === null || now === null || began === now;
}

/** Makes the lock, its content in it from the first moment; false when there is one already. */
function makeLock(file: string, content: string): boolean {
  const temporary = temporaryOf(file);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    try {
      linkSync(temporary, file);
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      // A file system without links.
      writeFileSync(file, content, { flag: "wx" });
    }
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Puts the lock of `dead` away, unless somebody else was faster and the lock is theirs by now. */
function removeLock(file: string, dead: LockOwner | undefined): void {
  const aside = temporaryOf(file);
  try {
    renameSync(file, aside);
    if (!same(readOwner(aside), dead)) linkSync(aside, file);
  } catch (error) {
    // Gone already, or taken again: the next look at it decides.
    if (!["ENOENT", "EEXIST"].includes(errorCode(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes the lock of a run directory; the lock of a process that is gone is taken over.
 *
 * @returns what releases it
 * @throws CellfateError `run.locked`
 */
export function takeLock(path: string): () => void {
  const file = resolve(path);
  const own: LockOwner = { pid: process.pid, host: hostname(), began: beginningOf(process.pid) };
  while (!makeLock(file, JSON.stringify(own))) {
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner, file)) {
      throw new CellfateError({
        code: "run.locked",
        message: `The run is in use by process ${owner.pid} on ${owner.host}.`,
        where: file,
        cure: "Wait for it or stop it; if that process is certainly gone, remove the lock file.",
      });
    }
    removeLock(file, owner);
  }
  held.add(file);
  return () => {
    held.delete(file);
    if (same(readOwner(file), own)) rmSync(file, { force: true });
  };
}
