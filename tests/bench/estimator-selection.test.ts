import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";

const STUDY = new URL("../../dist/bench/studies/estimator-selection.js", import.meta.url).pathname;

/** The last table of the study: one search a row. */
function searches(text: string): { condition: string; estimator: string; selected: number; fresh: number }[] {
  const [, table = ""] = text.split("## Every search");
  return table
    .split("\n")
    .filter((line) => line.includes("`") && line.startsWith("|"))
    .map((line) => {
      const [, condition = "", estimator = "", , selected, fresh] = line
        .split("|")
        .map((cell) => cell.trim());
      const number = (text?: string): number => Number(text?.replace("−", "-"));
      return { condition, estimator, selected: number(selected), fresh: number(fresh) };
    });
}

/** Utilities on fresh replicates, over the seeds, of what an estimator selected in a condition. */
function freshOf(rows: ReturnType<typeof searches>, condition: string, estimator: string): number[] {
  return rows
    .filter((row) => row.condition === condition && row.estimator === `\`${estimator}\``)
    .map(({ fresh }) => fresh);
}

const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("the study of selection by estimator", () => {
  it("shows in a quick run that plug-in breeds noise where NSB does not", { timeout: 120_000 }, () =>
    inTemporaryFolder((folder) => {
      const out = join(folder, "study.md");
      const size = [
        "--seeds",
        "2",
        "--generations",
        "10",
        "--conditions",
        "strong noise",
        "--estimators",
        "plug-in,nsb",
      ];
      const { status } = spawnSync(process.execPath, [STUDY, ...size, "--out", out]);
      expect(status).toBe(0);
      const rows = searches(readFileSync(out, "utf8"));
      // The seeds decide everything: 0.008 and 0.001 by plug-in, 0.256 and 0.630 by NSB; between them lies noise.
      for (const fresh of freshOf(rows, "strong noise", "plug-in")) expect(fresh).toBeLessThan(0.11);
      for (const fresh of freshOf(rows, "strong noise", "nsb")) expect(fresh).toBeGreaterThan(0.15);
      for (const { estimator, selected } of rows) {
        // 1 − log2(100)/20, which plug-in reads where all replicates differ.
        if (estimator === "`plug-in`") expect(selected).toBeCloseTo(0.6678, 2);
      }
      return Promise.resolve();
    }),
  );

  it("is written down in the documentation with the same outcome", () => {
    const text = readFileSync(new URL("../../docs/estimator-study.md", import.meta.url), "utf8");
    const rows = searches(text);
    expect(rows).toHaveLength(3 * 4 * 5);
    for (const condition of ["strong noise", "little time"]) {
      const [plugIn, nsb] = [freshOf(rows, condition, "plug-in"), freshOf(rows, condition, "nsb")];
      expect(nsb).toHaveLength(5);
      expect(mean(nsb) - mean(plugIn)).toBeGreaterThan(0.2);
      expect(plugIn.filter((fresh) => fresh < 0.15).length).toBeGreaterThanOrEqual(4);
    }
  });
});
