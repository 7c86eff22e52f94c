import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readComparison } from "#cli/input/comparison-file.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The code blocks of the README in one language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(
    ([, code]) => code!,
  );
}

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

  it("shows the champion that npm start finds, and its pictures", { timeout: 120_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const { scripts } = JSON.parse(
        readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
      ) as {
        readonly scripts: { readonly start: string };
      };
      const [, words = ""] = scripts.start.split("cellfate.js ");
      const run = join(folder, "run");
      const { stdout } = await cellfate([...words.split(" "), "--no-report", "--quiet", "--out", run]);
      const [shown] = blocks("text");
      expect(stdout).toContain(shown!.trimEnd());
      expect((await cellfate(["report", run, "--png"])).code).toBe(0);
      const pictures = [...README.matchAll(/src="docs\/pictures\/([^"]+)"/g)].map(([, name]) => name!);
      expect(pictures.length).toBeGreaterThan(0);
      for (const name of pictures) {
        const shipped = readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url));
        expect(readFileSync(join(run, "figures", name)).equals(shipped), name).toBe(true);
      }
    });
  });
});
