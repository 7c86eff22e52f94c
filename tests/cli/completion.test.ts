import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyWords, PRESET_NAMES, STRATEGIES } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { COMMAND_NAMES, helpOf } from "../support/help.js";

const SHELLS = ["bash", "zsh", "fish"];

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout, stderr } = await cellfate(["completion", shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** What bash offers for the last word of each line, which is cut into words as bash cuts it. */
function offeredByBash(script: string, lines: readonly string[]): readonly (readonly string[])[] {
  const asks = lines.map((line) => {
    const words = line.split(/ |(?==)|(?<==)/);
    const quoted = words.map((word) => `'${word}'`).join(" ");
    return `COMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _cellfate; echo "\${COMPREPLY[*]}"`;
  });
  const printed = execFileSync("bash", ["--norc", "-c", `set -u\n${script}\n${asks.join("\n")}`], {
    encoding: "utf8",
  });
  return printed
    .split("\n")
    .slice(0, lines.length)
    .map((line) => line.split(" ").filter(Boolean));
}

describe("completion in bash", () => {
  it("offers commands, options, presets, strategies, backends, keys and shells as they are", async () => {
    const script = await scriptFor("bash");
    const lines = {
      "cellfate ": [...COMMAND_NAMES, "help"],
      "cellfate tra": ["train", "trace"],
      "cellfate train --preset ": PRESET_NAMES,
      "cellfate train --preset=opt": ["optimum"],
      "cellfate evaluate --regulator zero --backend w": ["wasm", "webgpu"],
      "cellfate train --set ": [...keyWords().keys()].map((path) => `${path}=`),
      "cellfate train --set model.du": ["model.duration="],
      "cellfate train --set search.strategy=": STRATEGIES.map(({ name }) => name),
      "cellfate train --json --set search.strategy.covariance=f": ["full"],
      "cellfate bound --boundary p": ["pinned", "periodic"],
      "cellfate completion z": ["zsh"],
      "cellfate help sim": ["simulate"],
      // Files, which bash completes by itself.
      "cellfate evaluate ": [],
      "cellfate train --config ": [],
    };
    const offered = offeredByBash(script, Object.keys(lines));
    expect(offered.map((words) => [...words].sort())).toEqual(
      Object.values(lines).map((words) => [...words].sort()),
    );
  });

  it("offers of every command the options that its help has", async () => {
    const script = await scriptFor("bash");
    const offered = offeredByBash(
      script,
      COMMAND_NAMES.map((name) => `cellfate ${name} --`),
    );
    for (const [i, name] of COMMAND_NAMES.entries()) {
      const named = [...(await helpOf(name)).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(
        ([, option]) => option,
      );
      expect([...offered[i]!].sort(), name).toEqual(named.sort());
    }
  });
});

describe.each(SHELLS)("completion in %s", (shell) => {
  const installed = spawnSync(shell, ["-c", "true"]).status === 0;
  if (!installed)
    process.stderr.write(`completion.test.ts: ${shell} is not here: its script is not read by it\n`);

  it.runIf(installed)("is a script that the shell can read", () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, "script");
      writeFileSync(file, await scriptFor(shell));
      const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    }),
  );

  it("names every command, preset and strategy", async () => {
    const script = await scriptFor(shell);
    for (const name of [...COMMAND_NAMES, ...PRESET_NAMES, ...STRATEGIES.map((strategy) => strategy.name)])
      expect(script).toContain(name);
  });
});
