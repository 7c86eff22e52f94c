import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

function readJson(relative: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(relative, import.meta.url), "utf8")) as Record<string, unknown>;
}

/** Version of this program. */
export function programVersion(): string {
  return String(readJson("../../../package.json")["version"]);
}

/** sha256 of the lock file that this program was built with. */
export function lockFileHash(): string {
  return String(readJson("../../build.json")["lockFileHash"]);
}

/** The machine, as run.json has it. */
export function machineInfo(): Record<string, unknown> {
  return {
    platform: process.platform,
    architecture: process.arch,
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
  };
}
