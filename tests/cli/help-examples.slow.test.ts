import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellfate, MAIN } from "../support/cli.js";
import { COMMAND_NAMES, examplesIn, helpOf } from "../support/help.js";

const run = promisify(execFile);

/** What a user would have written for `compare`: two runs of a moment. */
const COMPARISON = `
base: { model: { cells: 4, duration: 1, dt: 0.05 }, search: { stop: { generations: 3 } } }
cases: { plain: , cma: { search: { strategy: cma-es } } }
seeds: 1
`;

describe("the examples that a help ends with", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    for (const name of ["bin", ".zfunc", ".config/fish/completions"])
      mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, "bin", "cellfate"), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
    chmodSync(join(folder, "bin", "cellfate"), 0o755);
    writeFileSync(join(folder, "comparison.yaml"), COMPARISON);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs a line as it stands, in bash with a `cellfate` on its path; fails where it does. */
  async function runExamples(help: string): Promise<void> {
    const examples = examplesIn(help);
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      await run("bash", ["-c", `set -o pipefail; ${example}`], {
        cwd: folder,
        env: {
          ...process.env,
          HOME: folder,
          PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
        },
        maxBuffer: 1 << 26,
      });
    }
  }

  // First, as the others look at the runs that they make.
  const commands = ["train", ...COMMAND_NAMES.filter((name) => name !== "train")];

  it.each(commands)("can be typed as they stand: %s", { timeout: 240_000 }, async (name) => {
    await runExamples(await helpOf(name));
  });

  it("can be typed as they stand: cellfate itself", { timeout: 240_000 }, async () => {
    await runExamples((await cellfate(["--help"])).stdout);
  });
});
