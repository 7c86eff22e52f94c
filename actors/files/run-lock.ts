import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { CellfateError } from "../../engine/index.js";

interface LockOwner {
  readonly pid: number;
  readonly host: string;
}

function readOwner(file: string): LockOwner | undefined {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, "utf8")) as Partial<LockOwner>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process still runs; one on another host cannot be asked, so it counts as running. */
function isAlive({ pid, host }: LockOwner): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Takes the lock of a run directory; the lock of a process that is gone is taken over.
 *
 * @returns what releases it
 * @throws CellfateError `run.locked`
 */
export function takeLock(file: string): () => void {
  for (;;) {
    try {
      const descriptor = openSync(file, "wx");
      writeSync(descriptor, JSON.stringify({ pid: process.pid, host: hostname() } satisfies LockOwner));
      closeSync(descriptor);
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) {
      throw new CellfateError({
        code: "run.locked",
        message: `The run is in use by process ${owner.pid} on ${owner.host}.`,
        where: file,
        cure: "Wait for it or stop it; if that process is certainly gone, remove the lock file.",
      });
    }
    rmSync(file, { force: true });
  }
}
