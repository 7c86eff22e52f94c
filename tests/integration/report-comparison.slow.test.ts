import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { captionsOf, textOf } from "../support/report.js";
import { SMALL_RUN } from "../support/small-run.js";

describe("the report of a comparison", () => {
  const compared = async (folder: string, seeds: number): Promise<string> => {
    const { seed: _, ...base } = SMALL_RUN;
    const cases = { plain: {}, aimed: { search: { target: 0.05 } } };
    writeFileSync(join(folder, "c.json"), JSON.stringify({ base, cases, seeds: `1..${seeds}` }));
    const { code, stderr } = await cellfate(["compare", "c.json", "--quiet", "--out", "c"], { cwd: folder });
    expect(code, stderr).toBe(0);
    return join(folder, "c");
  };

  it("is in its directory: its runs beside one another, and how many reached their target by when", () =>
    inTemporaryFolder(async (folder) => {
      const directory = await compared(folder, 2);
      const { code, stderr } = await cellfate(["report", "c", "--data"], { cwd: folder });
      expect(code, stderr).toBe(0);
      const page = join(directory, "report.html");
      const captions = captionsOf(page);
      expect([...captions.keys()]).toEqual(["attainment", "histories", "utilities"]);
      expect(captions.get("attainment")).toMatch(/^aimed: \d of 2 runs reached 0\.05 bits/);
      // What tells its runs apart, not where they all are.
      for (const name of ["aimed/1", "aimed/2", "plain/1", "plain/2"]) {
        expect(textOf(page)).toContain(` ${name} `);
      }
      expect(textOf(page)).not.toContain("c/runs");
      const { cases } = JSON.parse(readFileSync(join(directory, "comparison.json"), "utf8")) as {
        cases: readonly { case: string; distribution: readonly { cost: number; share: number }[] }[];
      };
      const steps = cases[1]!.distribution.map(({ cost, share }) => `aimed,${cost},${share}`);
      expect(cases[1]!.case).toBe("aimed");
      expect(steps.length).toBeGreaterThan(0);
      const csv = readFileSync(join(directory, "figures", "attainment.csv"), "utf8").split("\n");
      expect(csv).toEqual(expect.arrayContaining(steps));
      // The report is of the comparison, which goes on as before.
      const again = await cellfate(["compare", "c.json", "--quiet", "--out", "c"], { cwd: folder });
      expect(again.code, again.stderr).toBe(0);
    }));

  it("of one seed is one of a comparison, too", () =>
    inTemporaryFolder(async (folder) => {
      const directory = await compared(folder, 1);
      rmSync(join(directory, "runs", "plain"), { recursive: true });
      expect((await cellfate(["report", directory])).code).toBe(0);
      expect(textOf(join(directory, "report.html"))).toContain("1 of 1 runs have ended by their rules.");
    }));

  it.each([
    ["{", /malformed/],
    ['{"schemaVersion":1,"cases":[{"case":1}]}', /comparison\.json is damaged\./],
  ])("whose comparison.json is %s says so and shows the runs", (content, says) =>
    inTemporaryFolder(async (folder) => {
      const directory = await compared(folder, 1);
      writeFileSync(join(directory, "comparison.json"), content);
      const { code, stderr } = await cellfate(["report", directory]);
      expect(code, stderr).toBe(0);
      const page = join(directory, "report.html");
      expect(textOf(page)).toMatch(says);
      expect([...captionsOf(page).keys()]).toEqual(["histories", "utilities"]);
    }),
  );

  it("without runs is refused with 2", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "comparison.json"), "{}");
      const { code, stderr } = await cellfate(["report", folder]);
      expect(code).toBe(2);
      expect(stderr).toContain("There is no run in the comparison");
    }));
});
