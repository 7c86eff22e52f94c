import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Sitting } from "../../engine/records/run-record.js";

/** A file of this package; by its name in package.json, as this code is also in the bundle of dist/bin/. */
function readJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(import.meta.resolve(name)), "utf8")) as Record<string, unknown>;
}

/** Version of this program. */
export function programVersion(): string {
  return String(readJson("#package.json")["version"]);
}

/** The sitting that begins now, in this process. */
export function newSitting(backend: Sitting["backend"], workers: number): Sitting {
  return {
    program: programVersion(),
    node: process.version,
    lockFileHash: String(readJson("#build.json")["lockFileHash"]),
    machine: {
      platform: process.platform,
      architecture: process.arch,
      processor: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryBytes: totalmem(),
    },
    backend,
    workers,
    at: new Date().toISOString(),
  };
}
