import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parseSeeds } from "#cli/input/parse-seeds.js";
import { cellfate, type CommandResult, inTemporaryFolder, MAIN } from "../support/cli.js";

/** Runs a command in bash with `text` on its stdin. */
function piped(text: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(text);
  });
}

describe("- in place of a file", () => {
  it("is stdin, for a configuration", async () => {
    const { code, stdout, stderr } = await piped("model: { cells: 9 }\n", [
      "config",
      "--show",
      "--config",
      "-",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("cells: 9");
  });

  it("is stdin, for a comparison, whose mistakes are located there", async () => {
    const { code, stderr } = await piped("base: {}\ncses: {}\n", ["compare", "-"]);
    expect(code).toBe(2);
    expect(stderr).toContain("stdin:2:");
    expect(stderr).toContain("Did you mean cases?");
  });

  it("is refused as what is on stdin where that has no end in sight", async () => {
    const { code, stderr } = await piped(`# ${"x".repeat(70_000)}`, ["config", "--show", "--config", "-"]);
    expect(code).toBe(2);
    expect(stderr).toContain("at stdin");
  });

  it("is stdout, which gets what a file would", () =>
    inTemporaryFolder(async (folder) => {
      const commands = [
        [["landscape", "--cells", "3", "--out"], "l.csv"],
        [["simulate", "--regulator", "zero", "--replicates", "9", "--every", "100", "--out"], "t.json"],
      ] as const;
      for (const [command, name] of commands) {
        expect((await cellfate([...command, name], { cwd: folder })).code).toBe(0);
        const { code, stdout } = await cellfate([...command, "-"], { cwd: folder });
        expect(code).toBe(0);
        expect(stdout).toBe(readFileSync(join(folder, name), "utf8"));
      }
      expect(readdirSync(folder).sort()).toEqual(["l.csv", "t.json"]);
    }));

  it("is refused where a run directory is wanted, which ./- is", () =>
    inTemporaryFolder(async (folder) => {
      for (const args of [
        ["train", "--out", "-"],
        ["resume", "-"],
      ]) {
        const { code, stderr } = await cellfate(args, { cwd: folder });
        expect(code).toBe(2);
        expect(stderr).toContain("one that is called - is ./-");
      }
      writeFileSync(join(folder, "-"), "model: { cells: 8 }\n");
      const { stdout } = await cellfate(["config", "--show", "--config", "./-"], { cwd: folder });
      expect(stdout).toContain("cells: 8");
      expect(readdirSync(folder)).toEqual(["-"]);
    }));
});

describe("a count", () => {
  it.each([
    [["evaluate", "--regulator", "zero", "--replicates", "1e2", "--json"], '"replicates":100,'],
    [["landscape", "--cells", "5", "--patterns", "1e0,1e1", "--json"], '"distinctPatterns":10,'],
    [["config", "--show", "--set", "evaluation.replicates=1e4"], "replicates: 10000"],
    [["config", "--show", "--seed", "1e3"], "seed: 1000"],
  ])("may be written as 1e4 is: %j", async (args, shown) => {
    const { code, stdout, stderr } = await cellfate(args);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(shown);
  });

  it("may be written so in seeds", () => {
    expect(parseSeeds("1..1e1,2E1", "--seeds")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]);
    for (const text of ["1e", "1e400", "1e-1", "e1"]) {
      expect(() => parseSeeds(text, "--seeds")).toThrow(expect.objectContaining({ code: "usage.seeds" }));
    }
  });
});
