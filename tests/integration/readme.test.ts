import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readComparison } from "#cli/input/comparison-file.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { blocks, README } from "../support/readme.js";

describe("the README", () => {
  it("shows commands that work", { timeout: 120_000 }, async () => {
    const lines = blocks("sh").flatMap((block) => block.split("\n"));
    const commands = lines.filter((line) => line.startsWith("node dist/bin/cellfate.js "));
    expect(commands.length).toBeGreaterThanOrEqual(3);
    await inTemporaryFolder(async (folder) => {
      for (const command of commands) {
        const { code, stderr } = await cellfate(command.split(/\s+/).slice(2), { cwd: folder });
        expect(code, `${command}\n${stderr}`).toBe(0);
      }
    });
  });

  it("shows a snippet that runs", async () => {
    const [snippet] = blocks("js");
    const engine = new URL("../../dist/engine/library.js", import.meta.url).href;
    const script = snippet!.replace('"cellfate/engine"', JSON.stringify(engine));
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    const numbers = stdout.trim().split("\n").map(Number);
    expect(numbers).toHaveLength(2);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });

  it("shows a comparison that can be read", () =>
    inTemporaryFolder((folder) => {
      const [file] = blocks("yaml");
      writeFileSync(join(folder, "file.yaml"), file!);
      const { cases, seeds } = readComparison(join(folder, "file.yaml"), {});
      expect(cases.map(({ folders }) => folders.join("/"))).toEqual([
        "plain/open",
        "plain/pinned",
        "cma/open",
        "cma/pinned",
      ]);
      expect(seeds).toHaveLength(10);
      return Promise.resolve();
    }));

  it("names every command and every file of a run", async () => {
    const { stdout } = await cellfate(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name!);
    for (const name of commands.filter((name) => name !== "help"))
      expect(README).toContain(`cellfate ${name}`);
    for (const file of [
      "config.json",
      "run.json",
      "history.jsonl",
      "timings.jsonl",
      "regulation.jsonl",
      "report.html",
      "champion.json",
      "summary.json",
    ]) {
      expect(README).toContain(`\`${file}\``);
    }
  });
});
