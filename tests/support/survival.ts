import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ConfigInput } from "#engine/index.js";
import { cellfate, inTemporaryFolder, MAIN } from "./cli.js";

const FAULTS = new URL("fs-faults.mjs", import.meta.url).href;

/** Whether the full sizes are asked for: `npm run test:survival`. */
export const FULL = process.env["CELLFATE_FULL"] === "1";

/** A search that takes a few tenths of a second and writes a checkpoint every other generation. */
export const SURVIVAL_RUN: ConfigInput = {
  seed: 11,
  model: { cells: 5, duration: 1, dt: 0.02 },
  network: { hidden: [4] },
  evaluation: { replicates: 13 },
  search: { population: 6, parents: 2, mutationStep: 0.4, generations: 40 },
  champion: { candidates: 2, replicates: 60, standardError: 0.5, maxReplicates: 60 },
  run: { checkpointEvery: 2, keep: 3 },
};

/** Works in a folder whose config.json is a configuration, with what runs `cellfate` there and gives what it prints as JSON. */
export async function inFolderWith(
  config: ConfigInput,
  work: (folder: string, run: (...args: string[]) => Promise<string>) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    await work(folder, async (...args) => {
      const { code, stdout, stderr } = await cellfate([...args, "--quiet", "--json"], { cwd: folder });
      expect(code, stderr).toBe(0);
      return stdout;
    });
  });
}

/** A fault at a named point of the program's file operations; see `fs-faults.mjs`. */
export interface Fault {
  readonly point: string;
  /** From which time on that the point is reached; 1 is the first. */
  readonly at?: number;
  readonly count?: number;
  /** "kill", or the code of an error such as ENOSPC. */
  readonly action?: string;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** When, by `performance.now()`. */
  readonly at: number;
}

/** Starts `cellfate` in a process of its own. */
export function start(
  args: readonly string[],
  options: { readonly fault?: Fault; readonly node?: readonly string[]; readonly shell?: string } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const { fault, node = [], shell } = options;
  const command = [...(fault === undefined ? [] : ["--import", FAULTS]), ...node, MAIN, ...args];
  const child =
    shell === undefined
      ? spawn(process.execPath, command, {
          stdio: ["ignore", "pipe", "pipe"],
          env: { ...process.env, ...(fault === undefined ? {} : { CELLFATE_FAULT: JSON.stringify(fault) }) },
        })
      : spawn("bash", ["-c", `${shell}; exec "$0" "$@"`, process.execPath, ...command], {
          stdio: ["ignore", "pipe", "pipe"],
        });
  const ended = new Promise<Ended>((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr, at: performance.now() }));
  });
  return { child, ended };
}

/** The bytes that must be the same whatever happened on the way. */
export function resultsOf(run: string): { readonly champion: string; readonly history: string } {
  return {
    champion: readFileSync(join(run, "champion.json"), "utf8"),
    history: readFileSync(join(run, "history.jsonl"), "utf8"),
  };
}

/** The same, and f of the best individuals, which programs of before did not write. */
export function allResultsOf(run: string): ReturnType<typeof resultsOf> & { readonly regulation: string } {
  return { ...resultsOf(run), regulation: readFileSync(join(run, "regulation.jsonl"), "utf8") };
}

/** Asserts that nothing but a run's own files is in its directory. */
export function expectTidy(run: string): void {
  const names = readdirSync(run, { recursive: true }).map(String);
  expect(names.filter((name) => name.endsWith(".tmp") || name === "lock")).toEqual([]);
}

/** Resolves when a file is there and long enough. */
export async function until(condition: () => boolean, seconds = 30): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lines of a run's history so far. */
export function linesOf(run: string): number {
  const file = join(run, "history.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}

/** Numbers in [0, 1) from a fixed seed, for choices that need not be good. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x100000000;
  };
}
