import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Suite, SuiteOptions } from "../harness/suite.js";

const MAIN = join(import.meta.dirname, "..", "..", "bin", "cellfate.js");

/** Runs a command and resolves when it first writes to `stream`, or when it ends. */
function untilOutput(args: readonly string[], stream: "stdout" | "stderr"): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child[stream].once("data", (chunk: Buffer) => {
      child.kill("SIGKILL");
      child.once("close", () => {
        resolve(chunk.toString());
      });
    });
    child.once("error", reject);
  });
}

/** From the start of the process to its first result. */
export default async function startUp(_options: SuiteOptions): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), "cellfate-bench-"));
  let runs = 0;
  const train = (): Promise<string> => untilOutput(["train", "--out", join(folder, `${++runs}`)], "stderr");
  const version = (): Promise<string> => untilOutput(["--version"], "stdout");
  return Promise.resolve({
    title: "Start-up",
    unit: "start",
    size: "the preset",
    cases: [
      { name: "cellfate --version", work: 1, run: version },
      { name: "cellfate train, until generation 0 is recorded", work: 1, run: train },
    ],
    async verify() {
      const first = await train();
      if (!first.startsWith("generation 0 ")) throw new Error(`cellfate train began with ${first}`);
    },
    dispose() {
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
