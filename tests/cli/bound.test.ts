import { describe, expect, it } from "vitest";
import { symmetricBound } from "#engine/index.js";
import { cellfate } from "../support/cli.js";

describe("cellfate bound", () => {
  it("prints the bound of the default line and a pattern that reaches it", async () => {
    const { code, stdout, stderr } = await cellfate(["bound"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("open line, N = 7, Z = 2\nutility at most 0.9852281360 bits\nby always 0101010\n");
  });

  it("prints as JSON what the engine computes, for any N, Z and boundary", async () => {
    const args = ["bound", "--cells", "9", "--fates", "3", "--boundary", "periodic", "--json"];
    const { stdout } = await cellfate(args);
    const expected = { cells: 9, fates: 3, boundary: "periodic", ...symmetricBound(9, 3, "periodic") };
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it("says what is only a bracket, and draws no pattern of thousands of cells", async () => {
    const { stdout: bracket } = await cellfate(["bound", "--cells", "4", "--fates", "3"]);
    expect(bracket).toContain("utility 1.3616330332 bits is reached; more than 1.5849625007 is impossible");
    const { stdout: long } = await cellfate(["bound", "--cells", "4096"]);
    expect(long).toBe("open line, N = 4096, Z = 2\nutility at most 1.0000000000 bits\nby 1 pattern\n");
  });

  it.each([
    [["--cells", "0"], "--cells: expected a whole number 1 … 4096"],
    [["--cells", "4097"], "--cells: expected a whole number 1 … 4096"],
    [["--fates", "1"], "--fates: expected a whole number 2 … 10"],
    [["--fates", "two"], "--fates: expected a whole number 2 … 10"],
    [["--boundary", "fixed"], "Allowed choices are open, pinned, periodic"],
  ])("refuses %j with exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await cellfate(["bound", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
