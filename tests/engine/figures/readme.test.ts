import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { figures } from "#engine/figures/library.js";
import { inTemporaryFolder } from "../../support/cli.js";
import { HISTORY } from "../../support/figure-records.js";

const ROOT = new URL("../../../", import.meta.url);
const README = readFileSync(new URL("engine/figures/README.md", ROOT), "utf8");

describe("the figures' README", () => {
  it("names every figure", () => {
    const named = [...README.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name!);
    expect(named.sort()).toEqual(Object.keys(figures).sort());
  });

  it("shows a program that draws a run", () =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "run"));
      const history = join(folder, "run", "history.jsonl");
      writeFileSync(history, HISTORY.map((record) => `${JSON.stringify(record)}\n`).join(""));
      const [, program] = /```js\n(.*?)```/s.exec(README) ?? [];
      const script = program!.replace('"run/history.jsonl"', JSON.stringify(history));
      // From the root, where the package and what draws are found by their names.
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT });
      expect(stdout).toContain(`The best fitness goes from 0.2500 bits in generation 0`);
      expect(stdout).toContain(`(${HISTORY.length} rows)`);
      expect(stdout).toMatch(/<svg .*<\/svg>/s);
    }));
});
