import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readComparison } from "#cli/input/comparison-file.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { COMMAND_NAMES, examplesIn, helpOf } from "../support/help.js";

/** The sources of what a command line loads of the bundle, in alphabetical order. */
function loadedBy(...args: string[]): Promise<string[]> {
  return inTemporaryFolder(async (folder) => {
    await cellfate(args, { env: { NODE_V8_COVERAGE: folder } });
    const scripts = readdirSync(folder).flatMap(
      (name) =>
        (JSON.parse(readFileSync(join(folder, name), "utf8")) as { result: { url: string }[] }).result,
    );
    return scripts
      .filter(({ url }) => url.includes("/dist/bin/"))
      .flatMap(({ url }) => {
        const map = JSON.parse(readFileSync(new URL(`${url}.map`), "utf8")) as { sources: string[] };
        return map.sources.map((source) => source.replace(/^(\.\.\/)+/, ""));
      })
      .sort();
  });
}

describe("the help", () => {
  it("of cellfate loads no command", async () => {
    const loaded = await loadedBy("--help");
    expect(loaded).toContain("cli/main.ts");
    expect(loaded.filter((file) => /^(cli\/commands|engine)\//.test(file))).toEqual([]);
  });

  it("of a command loads that command and no other", async () => {
    const loaded = await loadedBy("bound", "--help");
    expect(loaded.filter((file) => file.startsWith("cli/commands/"))).toEqual(["cli/commands/bound.ts"]);
  });

  it.each(COMMAND_NAMES)("of %s ends with two or three examples of it", async (name) => {
    const examples = examplesIn(await helpOf(name));
    expect([2, 3]).toContain(examples.length);
    for (const example of examples) expect(example).toContain(`cellfate ${name}`);
  });

  it("of cellfate ends with examples", async () => {
    expect(examplesIn((await cellfate(["--help"])).stdout)).toHaveLength(3);
  });

  it("of compare shows a file that can be read", async () => {
    const [, text = ""] = /\nFor example:\n([^]*?)\n\n/.exec(await helpOf("compare")) ?? [];
    await inTemporaryFolder((folder) => {
      writeFileSync(join(folder, "file.yaml"), text);
      const { cases, seeds } = readComparison(join(folder, "file.yaml"), {});
      expect([cases.length, seeds.length]).toEqual([4, 20]);
      return Promise.resolve();
    });
  });

  it("of a command is the same when asked for as `help <command>`, and names its options", async () => {
    const { code, stdout, stderr } = await cellfate(["train", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: cellfate train \[options\]\n\nevolve a network/);
    expect(stdout).toContain("--set <path=value>");
    expect((await cellfate(["help", "train"])).stdout).toBe(stdout);
  });

  it.each([[[]], [["--"]]])("of cellfate is what %j prints, and no mistake", async (args) => {
    const { code, stdout, stderr } = await cellfate(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe((await cellfate(["--help"])).stdout);
  });

  it.each([
    [["trian"], "Did you mean train?"],
    [["train", "--quite"], "Did you mean --quiet?"],
  ])("suggests what %j may have meant", async (args, suggestion) => {
    const { code, stdout, stderr } = await cellfate(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(suggestion);
  });
});
