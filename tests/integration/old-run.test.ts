import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Config, type ConfigInput, decodeCheckpoint, resolveConfig } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { expectTidy, resultsOf } from "../support/survival.js";

// Made by tests/golden/make-old-run.mjs with the program as it was before format v2 of checkpoints.
const OLD_RUN = new URL("../golden/old-run/", import.meta.url).pathname;

/** A copy of the interrupted run, gone on with. */
async function resumed(
  options: readonly string[],
  look: (run: string, stderr: string) => void,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const run = join(folder, "run");
    cpSync(join(OLD_RUN, "interrupted"), run, { recursive: true });
    const { code, stderr } = await cellfate(["resume", "--no-report", run, ...options]);
    expect(code, stderr).toBe(0);
    expectTidy(run);
    look(run, stderr);
  });
}

describe("a run that was interrupted under format v1", () => {
  it.each([1, 2])("goes on with %i workers to the bytes that the program of then made", (workers) =>
    resumed(["--workers", `${workers}`], (run, stderr) => {
      expect(stderr).toContain("Going on from generation 10.");
      expect(resultsOf(run)).toEqual(resultsOf(join(OLD_RUN, "resumed")));
    }),
  );

  it.each(["search.generations=36", "search.stop.generations=36"])(
    "goes further with --set %s to the bytes that the program of then made",
    (set) =>
      resumed(["--set", set, "--workers", "2"], (run) => {
        expect(resultsOf(run)).toEqual(resultsOf(join(OLD_RUN, "further")));
      }),
  );

  it("is of the new spelling and format from then on, and says so once", () =>
    resumed(["--set", "search.generations=36"], (run, stderr) => {
      expect(stderr.match(/search\.population is now search\.strategy\.population/g)).toHaveLength(1);
      expect(stderr.match(/search\.generations is now search\.stop\.generations/g)).toHaveLength(1);
      const config = JSON.parse(readFileSync(join(run, "config.json"), "utf8")) as Config;
      expect(config).toEqual(resolveConfig(config));
      const search: ConfigInput["search"] = {
        strategy: { name: "mu-plus-lambda", population: 6, parents: 2, mutationStep: 0.4 },
        stop: { generations: 36, target: null, patience: 30, maxSeconds: null },
      };
      expect(config.search).toEqual(resolveConfig({ search }).search);
      const record = JSON.parse(readFileSync(join(run, "run.json"), "utf8")) as Record<string, unknown>;
      expect(record["resumed"]).toEqual([
        expect.objectContaining({ generation: 10, changes: ["search.stop.generations: 24, not 36"] }),
      ]);
      const [newest] = readdirSync(join(run, "checkpoints")).sort().reverse();
      const bytes = readFileSync(join(run, "checkpoints", newest!));
      expect(bytes.readUInt32LE(8)).toBe(2);
      expect(decodeCheckpoint(bytes).config).toEqual(config);
    }));

  it("goes back to the checkpoint before when the newest is damaged", () =>
    inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      cpSync(join(OLD_RUN, "interrupted"), run, { recursive: true });
      const file = join(run, "checkpoints", "gen-000010.ckpt");
      cpSync(join(run, "config.json"), file);
      const { code, stderr } = await cellfate(["resume", "--no-report", run]);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain("Going on from generation 4.");
      expect(resultsOf(run)).toEqual(resultsOf(join(OLD_RUN, "resumed")));
    }));
});
