import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

/** Loaded before the program, in every thread: lets no worker thread start. */
const NO_WORKERS = `data:text/javascript,import { isMainThread } from "node:worker_threads"; if (!isMainThread) throw new Error("no threads today");`;

describe("a worker that cannot start", () => {
  it("ends the run with exit code 1 and a clear error, and nothing claims to be done", async () => {
    await inTemporaryFolder(async (folder) => {
      const out = join(folder, "run");
      const { code, stdout, stderr } = await cellfate(
        ["train", "--no-report", "--out", out, ...SMALL_RUN_OPTIONS],
        {
          node: ["--import", NO_WORKERS],
        },
      );
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/error: Worker \d ended: no threads today/);
      expect(stderr).toMatch(/cellfate resume/);
      expect(existsSync(join(out, "champion.json"))).toBe(false);
      expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toMatchObject({ status: "failed" });

      const resumed = await cellfate(["resume", "--no-report", out, "--quiet"]);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(existsSync(join(out, "champion.json"))).toBe(true);
    });
  });
});
