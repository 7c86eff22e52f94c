import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

/** Two generations, reported on `champion` replicates; what was said on stderr as a warning. */
function warningsOf(cells: number, replicates: number, champion: number): Promise<string[]> {
  return inTemporaryFolder(async (folder) => {
    const settings = [
      ...[`model.cells=${cells}`, "model.duration=0.2", "model.dt=0.02", "network.hidden=[2]", "seed=3"],
      ...["search.strategy={population: 4, parents: 2}", "search.stop.generations=2", "run.workers=1"],
      ...[`evaluation.replicates=${replicates}`, "champion.candidates=2", "champion.standardError=1"],
      ...[`champion.replicates=${champion}`],
    ].flatMap((setting) => ["--set", setting]);
    const { code, stderr } = await cellfate([
      "train",
      "--no-report",
      ...settings,
      "--out",
      join(folder, "run"),
    ]);
    expect(code).toBe(0);
    return stderr.split("warning: ").slice(1);
  });
}

describe("cellfate train", () => {
  it("warns once that the replicates of fitness are too few, where those of the report are enough", async () => {
    // Eight cells have 256 patterns: 3000 replicates see all likely ones, 10 do not.
    const [biased, ...warnings] = await warningsOf(8, 10, 3000);
    // Two generations come to U = 0, which the report by plug-in cannot say.
    expect(biased).toMatch(/^The utility by plug-in is biased/);
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toContain("Fitness is judged on too few replicates.");
      expect(warning).toContain(
        "Use more replicates (evaluation.replicates), or an estimator for few samples",
      );
    }
  });

  it("warns once of each, not twice, where those of the report are too few as well", async () => {
    const warnings = await warningsOf(20, 50, 100);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/^Coverage is .* 100 replicates[^]*\(champion\.replicates\)/);
    expect(warnings[1]).toMatch(/^100 replicates cap .* log2\(R\)\/N = 0\.3322[^]*\(champion\.replicates\)/);
  });

  it("is silent where both are enough", async () => {
    expect(await warningsOf(3, 300, 3000)).toEqual([]);
  });
});
