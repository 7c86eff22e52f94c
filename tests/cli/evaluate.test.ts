import { describe, expect, it } from "vitest";
import type { MeasuresReport } from "#engine/index.js";
import { cellfate } from "../support/cli.js";

const TANH = ["evaluate", "--regulator", "tanh:amplitude=1,gain=5,centre=0.5"];
const ZERO = ["evaluate", "--regulator", "zero"];
const set = (...assignments: string[]): string[] => assignments.flatMap((a) => ["--set", a]);

async function measured(args: readonly string[]): Promise<MeasuresReport> {
  const { code, stdout } = await cellfate([...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as MeasuresReport;
}

describe("cellfate evaluate", () => {
  it("answers for one cell and one replicate", async () => {
    const measures = await measured([
      ...TANH,
      ...set("model.cells=1", "model.duration=0.1"),
      "--replicates",
      "1",
    ]);
    expect(measures).toMatchObject({ utility: 0, standardError: 3, replicates: 1, cells: 1 });
    expect(measures.estimators).toMatchObject({ nsb: null, "james-stein": null });
  });

  it("answers for 4096 cells, all replicates different", async () => {
    const args = [...TANH, ...set("model.cells=4096", "model.duration=0.05"), "--replicates", "100"];
    const measures = await measured(args);
    expect(measures).toMatchObject({ distinctPatterns: 100, coverage: 0, estimators: { nsb: null } });
    expect(measures.patterns[0]?.pattern).toHaveLength(4096);
  });

  it("answers for a million replicates", async () => {
    const args = [...ZERO, ...set("model.duration=0.02", "model.noiseStrength=1"), "--replicates", "1000000"];
    const measures = await measured(args);
    expect(measures).toMatchObject({ replicates: 1_000_000, distinctPatterns: 128 });
    // Independent cells: U = 0. The plug-in reads 127/(2·10⁶·ln 2·7) = 1.3e-5, with a deviation of 1.6e-6.
    expect(measures.utility).toBeLessThan(2.1e-5);
    expect(measures.utility).toBeGreaterThan(0.5e-5);
  });

  it("says of every estimator without a value why it has none", async () => {
    const args = [...TANH, ...set("model.duration=0.1", "evaluation.estimator=nsb"), "--replicates", "1"];
    const { stdout, stderr } = await cellfate(args);
    expect(stdout).toMatch(/utility +U +– ± – bits +\(nsb, 1 replicates/);
    expect(stdout).toContain("by james-stein, which has none for: n = 1");
    expect(stdout).toContain("by nsb, which has none for: no coincidence");
    expect(stderr).toContain("warning: The utility has no value by nsb");
  });

  it("shows the most frequent patterns and how many more there are", async () => {
    const { stdout } = await cellfate([...ZERO, ...set("model.duration=1"), "--replicates", "3000"]);
    expect(stdout).toMatch(/distinct patterns +128, coverage 1\.000/);
    expect(stdout).toContain("… and 116 more");
  });

  it("warns once of each that coverage is low and the entropy capped, with the cure, and still answers", async () => {
    const args = [...ZERO, ...set("model.cells=20", "model.duration=1"), "--replicates", "100"];
    const { code, stdout, stderr } = await cellfate([...args, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ estimator: "plug-in", replicates: 100 });
    const warnings = stderr.split("warning: ").slice(1);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain("Coverage is");
    expect(warnings[1]).toContain("cap the reproducibility entropy at log2(R)/N = 0.3322");
    for (const warning of warnings)
      expect(warning).toContain("Use more replicates (--replicates), or an estimator for few samples");
  });

  it("is silent where the sample is good", async () => {
    const { stdout, stderr } = await cellfate([...TANH, ...set("model.duration=1"), "--replicates", "3000"]);
    expect(stderr).toBe("");
    expect(stdout).not.toContain("known bias");
  });

  it.each([
    [[], "3000"],
    [set("model.cells=10"), "20000"],
    [set("evaluation.estimator=chao-shen"), "3000"],
  ])(
    "warns of a utility that is bias alone, f = 0 with %j, and names the estimator to use",
    async (options, replicates) => {
      const args = [...ZERO, ...set("model.duration=1"), ...options, "--replicates", replicates];
      const { stdout, stderr } = await cellfate(args);
      expect(stderr).toMatch(/^warning: The utility by [a-z-]+ is biased: 0\.0\d+, where nsb finds -?0\.00/);
      expect(stderr).toContain("Use evaluation.estimator: nsb, or more replicates (--replicates)");
      if (!options.includes("evaluation.estimator=chao-shen")) {
        expect(stdout).toMatch(/known bias of plug-in +\+0\.0\d+, more than ± shows/);
      }
      expect((await cellfate([...args, ...set("evaluation.estimator=nsb")])).stderr).toBe("");
    },
  );

  // Half a minute: that many patterns have to be simulated first.
  it.runIf(process.env["CELLFATE_FULL"] === "1")(
    "refuses with exit code 2 to list more patterns than one JSON object holds",
    async () => {
      const args = [...ZERO, ...set("model.cells=4096", "model.duration=0.01"), "--replicates", "130000"];
      const { code, stdout, stderr } = await cellfate([...args, "--json"]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("130000 distinct patterns of 4096 cells");
    },
    120_000,
  );
});
