import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { utilityLandscape } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const HEADER =
  "onCells,fateRatio,distinctPatterns,hard.utility,hard.patternEntropy,hard.reproducibilityEntropy," +
  "soft.utility,soft.patternEntropy,soft.reproducibilityEntropy";

describe("cellfate landscape", () => {
  it("prints one line of CSV a point, hard and soft, to the last digit", async () => {
    const { code, stdout, stderr } = await cellfate(["landscape", "--cells", "4", "--patterns", "4,1"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [header, ...lines] = stdout.trimEnd().split("\n");
    expect(header).toBe(HEADER);
    const { points } = utilityLandscape({ cells: 4, distinctPatterns: [1, 4] });
    const expected = points.map(({ onCells, fateRatio, distinctPatterns, hard, soft }) => [
      ...[onCells, fateRatio, distinctPatterns],
      ...[hard, soft].flatMap((m) => [m.utility, m.patternEntropy, m.reproducibilityEntropy]),
    ]);
    expect(lines.map((line) => line.split(",").map(Number))).toEqual(expected);
  });

  it("prints the same as JSON", async () => {
    const args = ["landscape", "--cells", "5", "--steepness", "20", "--bandwidth", "0.1", "--json"];
    const { stdout } = await cellfate(args);
    expect(JSON.parse(stdout)).toEqual(utilityLandscape({ cells: 5, steepness: 20, bandwidth: 0.1 }));
  });

  it("writes a file of the kind that its name says", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const name of ["landscape.csv", "landscape.json"]) {
        const file = join(folder, name);
        const { code, stdout } = await cellfate(["landscape", "--cells", "3", "--out", file]);
        expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
        const text = readFileSync(file, "utf8");
        if (name.endsWith("json")) expect(JSON.parse(text)).toEqual(utilityLandscape({ cells: 3 }));
        else expect(text.split("\n")[0]).toBe(HEADER);
      }
    });
  });

  it.each([
    [["--cells", "51"], "--cells: expected a whole number 1 … 50"],
    [["--patterns", "1,,2"], "--patterns: expected a whole number 1 … 1024"],
    [["--steepness", "0"], "--steepness: expected a number above 0"],
    [["--bandwidth", "wide"], "--bandwidth: expected a number above 0"],
    [["--out", "/no/such/folder/landscape.csv"], "The folder of the output file does not exist"],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await cellfate(["landscape", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
