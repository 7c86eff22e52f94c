import { spawnSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { positionAfterLines, RunDirectory } from "#actors/index.js";
import { cellfate, inTemporaryFolder, MAIN } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

const GIGABYTES = 1e9;

describe("a file of a run that is far larger than any of ours", () => {
  it("is read no further than the lines that are asked for", () =>
    inTemporaryFolder((folder) => {
      const file = join(folder, "timings.jsonl");
      const line = `${"x".repeat(700_000)}\n`;
      writeFileSync(file, line.repeat(4));
      truncateSync(file, 5 * GIGABYTES);
      expect(positionAfterLines(file, 3)).toMatchObject({ lines: 3, bytes: 3 * line.length });
      return Promise.resolve();
    }));

  it("is no lock, and is not read whole to find that out", () =>
    inTemporaryFolder((folder) => {
      writeFileSync(join(folder, "lock"), "");
      truncateSync(join(folder, "lock"), 3 * GIGABYTES);
      const started = performance.now();
      RunDirectory.create(folder).close();
      // Reading it takes seconds; 4 KiB of it, well under a millisecond.
      expect(performance.now() - started).toBeLessThan(1000);
      return Promise.resolve();
    }));

  it("does not keep a run from going on", () =>
    inTemporaryFolder(async (folder) => {
      await cellfate(["train", "--no-report", "--quiet", "--out", "r", ...SMALL_RUN_OPTIONS], {
        cwd: folder,
      });
      truncateSync(join(folder, "r", "timings.jsonl"), 3 * GIGABYTES);
      const more = ["resume", "--no-report", "r", "--quiet", "--set", "search.stop.generations=10"];
      const { code, stderr } = await cellfate(more, { cwd: folder });
      expect(code, stderr).toBe(0);
    }));
});

describe("a process with few addresses", () => {
  it.skipIf(process.platform !== "linux")("says so of WebAssembly, with the cure", () => {
    const command = 'ulimit -v 12000000; exec "$0" "$1" evaluate --regulator zero --replicates 10';
    const { status, stderr } = spawnSync("bash", ["-c", command, process.execPath, MAIN], {
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/could not be given memory/);
    expect(stderr).toMatch(/Use fewer --workers/);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
