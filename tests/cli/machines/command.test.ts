import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MACHINES } from "#actors/index.js";
import { chartSvg } from "#cli/machines/chart-svg.js";
import { layouts } from "#cli/machines/read-layouts.js";
import { cellfate, inTemporaryFolder } from "../../support/cli.js";

describe("cellfate machines", () => {
  it("lists every machine and its states with what they are for, or one", async () => {
    const { code, stdout } = await cellfate(["machines"]);
    expect(code).toBe(0);
    for (const { id, root } of Object.values(MACHINES)) {
      expect(stdout).toContain(`${id}: ${root.description ?? ""}\n`);
      for (const { key, description } of Object.values(root.states)) {
        expect(stdout).toMatch(
          new RegExp(`^  ${key} +${(description ?? "").replaceAll(/[.()]/g, "\\$&")}$`, "m"),
        );
      }
    }
    const one = await cellfate(["machines", "mutator"]);
    expect(stdout).toContain(one.stdout);
    expect(one.stdout).not.toContain("evaluator:");
  });

  it("writes a chart in the format that is asked for or that the file's name ends in", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, "chart.svg");
      const written = await cellfate(["machines", "evaluator", "--out", file]);
      expect(written).toEqual({ code: 0, stdout: "", stderr: `The chart of evaluator is in ${file}\n` });
      const svg = chartSvg(layouts().evaluator, { standalone: true });
      expect(readFileSync(file, "utf8")).toBe(svg);
      const printed = await cellfate(["machines", "evaluator", "--format", "svg"]);
      expect(printed).toEqual({ code: 0, stdout: svg, stderr: "" });
      await cellfate(["machines", "evaluator", "--out", join(folder, "chart.png")]);
      const png = readFileSync(join(folder, "chart.png"));
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      // Two pixels a unit.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(
        [layouts().evaluator.width, layouts().evaluator.height].map((length) => 2 * length),
      );
    });
  });

  it.each([
    [["mutater"], "Did you mean mutator?"],
    [["--format", "dot"], "Name one of population-manager, evaluator"],
    [["--out", "chart.svg"], "Name one of population-manager, evaluator"],
    [["mutator", "--format", "dot", "--out", "chart.svg"], "let the name end in .dot"],
    [["mutator", "--out", "chart.pdf"], "Known: .svg, .png, .mmd, .dot, .json, .ts"],
  ])("refuses %j with what to do instead", async (args, cure) => {
    const { code, stdout, stderr } = await cellfate(["machines", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(cure);
  });
});
