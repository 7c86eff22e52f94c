import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, type CommandResult, inTemporaryFolder } from "../../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../../support/small-run.js";
import { resultsOf } from "../../support/survival.js";

const LOSING = new URL("../../support/lost-watch.mjs", import.meta.url).href;

/** Trains into `run`; the thread that watches is lost when it is first asked `request`. */
function trainLosing(cwd: string, run: string, request: string, how: string): Promise<CommandResult> {
  const options = [...SMALL_RUN_OPTIONS, "--quiet", "--no-report", "--trace", "--out", run];
  const env = { CELLFATE_LOSE: JSON.stringify({ request, how }) };
  return cellfate(["train", ...options], { cwd, env, node: ["--import", LOSING] });
}

/** What is said, once, of a thread that is lost for a reason. */
function lost(reason: string): string {
  return `warning: Nobody watches from here on: ${reason}\n  The run goes on without it.\n`;
}

describe("a run whose watching thread is lost", () => {
  it("goes on to the same bytes and says so once, whenever and however it is", () =>
    inTemporaryFolder(async (cwd) => {
      const [plain, ...watched] = await Promise.all([
        trainLosing(cwd, "plain", "nothing", "never"),
        trainLosing(cwd, "1", "news", "ends"),
        trainLosing(cwd, "2", "look", "fails"),
        trainLosing(cwd, "3", "end", "ends"),
      ]);
      expect(plain).toMatchObject({ code: 0, stderr: "" });
      const [ended, failed] = [lost("The thread that watches has ended."), lost("thrown by a test")];
      expect(watched).toMatchObject([ended, failed, ended].map((stderr) => ({ code: 0, stderr })));
      const results = resultsOf(join(cwd, "plain"));
      for (const run of ["1", "2", "3"]) expect(resultsOf(join(cwd, run))).toEqual(results);
    }));

  it("goes on without one that leaves more than 262144 events waiting, which is then no longer waited for", () =>
    inTemporaryFolder(async (cwd) => {
      const { code, stderr } = await trainLosing(cwd, "run", "news", "falls behind");
      expect(code).toBe(0);
      const [, waiting = ""] = /(\d+) events wait to be written/.exec(stderr) ?? [];
      expect(stderr).toBe(lost(`${waiting} events wait to be written.`));
      expect(Number(waiting)).toBeGreaterThan(262144);
    }));

  it("is not begun where it is lost before", () =>
    inTemporaryFolder(async (cwd) => {
      const { code, stderr } = await trainLosing(cwd, "run", "begin", "fails");
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: "error: The run cannot be watched: thrown by a test\n  Leave --trace and --inspect out.\n",
      });
      expect(existsSync(join(cwd, "run", "history.jsonl"))).toBe(false);
    }));
});
