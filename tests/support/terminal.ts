import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { MAIN } from "./cli.js";

/** Whether programs can be given a terminal of their own here: by util-linux's `script`. */
export const HAS_TERMINALS =
  spawnSync("script", ["-qec", "true", "/dev/null"], { stdio: "ignore" }).status === 0;

/** A command of `cellfate` in a terminal of its own. */
export interface OnTerminal {
  /** Holds the terminal: when it is killed, the terminal is gone. */
  readonly holder: ChildProcess;
  /** What the terminal received, and the exit code. */
  readonly ended: Promise<{ readonly code: number | null; readonly shown: string }>;
}

/**
 * Runs `cellfate` in a terminal of its own; no argument may hold a `'`.
 *
 * @param script what the terminal's shell does with the command; by default it becomes it
 */
export function onTerminal(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly script?: (command: string) => string;
  } = {},
): OnTerminal {
  const { cwd, env, script = (command) => `exec ${command}` } = options;
  const command = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
  const holder = spawn("script", ["-qec", script(command), "/dev/null"], {
    cwd,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TERM: "xterm", ...env },
  });
  const ended = new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
    let shown = "";
    holder.stdout.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    holder.on("error", reject);
    holder.on("close", (code) => resolve({ code, shown }));
  });
  return { holder, ended };
}
