import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Where and on what a result was measured. */
export interface Machine {
  readonly processor: string;
  /** Cores the process may use. */
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  /** Load of the last minute when the suite began: above the cores, the machine was not ours alone. */
  readonly load: number;
  /** The commit, with `+` where the working tree differs from it. */
  readonly commit: string;
}

function git(...arguments_: string[]): string {
  try {
    return execFileSync("git", arguments_, { encoding: "utf8", cwd: import.meta.dirname }).trim();
  } catch {
    return "unknown";
  }
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? NaN) * 10) / 10,
    commit: git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "-uno") === "" ? "" : "+"),
  };
}
