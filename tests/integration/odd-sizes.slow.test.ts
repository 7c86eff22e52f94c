import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const SHORT = [
  "search.generations=2",
  "model.duration=0.5",
  "champion.replicates=20",
  "champion.maxReplicates=20",
].flatMap((assignment) => ["--set", assignment]);

describe("a run of an odd size", () => {
  it.each([
    "model.cells=1",
    "model.cells=1 model.boundary=pinned model.thresholds=[0.2,0.4,0.6,0.8]",
    "model.cells=2 model.boundary=periodic",
    "model.cells=33 evaluation.replicates=33",
    "model.cells=4096 evaluation.replicates=3",
    "evaluation.replicates=1",
    "search.population=2 search.parents=1 search.generations=1",
    "model.noiseStrength=0 evaluation.randomNumbers=independent",
    "network.hidden=[1] evaluation.regulation=direct",
    "evaluation.estimator=nsb evaluation.replicates=10",
  ])("%s is trained, and its champion can be evaluated", async (assignments) => {
    await inTemporaryFolder(async (folder) => {
      const sets = assignments.split(" ").flatMap((assignment) => ["--set", assignment]);
      const trained = await cellfate(
        ["train", "--no-report", "--json", "--quiet", "--out", "r", ...SHORT, ...sets],
        {
          cwd: folder,
        },
      );
      expect(trained.code, trained.stderr).toBe(0);
      const { champion } = JSON.parse(trained.stdout) as { champion: { utility: number } };
      expect(Number.isFinite(champion.utility)).toBe(true);
      const evaluated = await cellfate(["evaluate", "r", "--replicates", "7"], { cwd: folder });
      expect(evaluated.code, evaluated.stderr).toBe(0);
    });
  });

  it("with a genome that is not finite is refused with 3, as JSON cannot even say it", async () => {
    await inTemporaryFolder(async (folder) => {
      await cellfate(["train", "--no-report", "--quiet", "--out", "r", ...SHORT], { cwd: folder });
      const file = join(folder, "r", "champion.json");
      const champion = JSON.parse(readFileSync(file, "utf8")) as { genome: (number | null)[] };
      for (const value of [null, 1e39]) {
        champion.genome[10] = value;
        writeFileSync(file, JSON.stringify(champion));
        const { code, stdout, stderr } = await cellfate(["evaluate", file, "--json"]);
        expect(code).toBe(3);
        expect(stdout).toBe("");
        expect(stderr).toMatch(/^error: /);
      }
    });
  });
});
