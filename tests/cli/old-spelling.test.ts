import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { type Config, resolveConfig } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const OLD_FILE = "search:\n  population: 12\n  generations: 40\n";
const NEW_FILE = "search:\n  strategy: { population: 12 }\n  stop: { generations: 40 }\n";

/** `cellfate config --show` on a file, with assignments; the configuration and what was said on stderr. */
function shown(
  file: string,
  ...set: string[]
): Promise<{ code: number | null; config: Config; stderr: string }> {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "c.yaml"), file);
    const assignments = set.flatMap((assignment) => ["--set", assignment]);
    const args = ["config", "--show", "--config", "c.yaml", ...assignments];
    const { code, stdout, stderr } = await cellfate(args, { cwd: folder });
    return { code, config: parse(stdout) as Config, stderr };
  });
}

describe("keys of search in their old spelling", () => {
  it("are read in files and in --set, each laid over the other in either spelling", async () => {
    const expected = resolveConfig({ search: { strategy: { population: 12 }, stop: { generations: 50 } } });
    for (const file of [OLD_FILE, NEW_FILE]) {
      for (const set of [
        "search.generations=50",
        "search.stop.generations=50",
        "search.stop={generations: 50}",
      ]) {
        expect((await shown(file, set)).config).toEqual(expected);
      }
    }
  });

  it("are told once for a command, and what is written is in the new spelling", async () => {
    const { stderr, config } = await shown(OLD_FILE, "search.generations=50", "search.patience=9");
    expect(stderr.match(/Old spelling/g)).toHaveLength(1);
    expect(stderr).toMatch(
      /^warning: Old spelling, still read: search\.population is now search\.strategy\.population,/,
    );
    expect(stderr.match(/search\.generations is now/g)).toHaveLength(1);
    expect(stderr).toMatch(/search\.patience is now search\.stop\.patience\.\n/);
    expect(Object.keys(config.search)).toEqual(["strategy", "restarts", "bounds", "stop"]);
    expect((await shown(NEW_FILE, "search.strategy=mu-plus-lambda")).stderr).toBe("");
  });

  it("are where an error is located, whichever layer and spelling it is told in", async () => {
    for (const [file, set, where] of [
      ["search:\n  population: 12\n  parents: 30\n", [], /at c\.yaml:3:12\n/],
      ["search:\n  strategy: { parents: 30 }\n", [], /at c\.yaml:2:24\n/],
      [OLD_FILE, ["search.stop.generations=0"], /at --set search\.stop\.generations=0\n/],
      [NEW_FILE, ["search.generations=0"], /at --set search\.generations=0\n/],
      ["search:\n  generations: 0\n", ["search.population=9"], /at c\.yaml:2:16\n/],
    ] as const) {
      const { code, stderr } = await shown(file, ...set);
      expect(code).toBe(2);
      expect(stderr).toMatch(where);
    }
  });

  it("beside the new one in one layer are an error, in two the later one counts", async () => {
    const both = await shown("search:\n  generations: 40\n  stop: { generations: 40 }\n");
    expect(both.code).toBe(2);
    expect(both.stderr).toMatch(
      /search\.generations is the old spelling of search\.stop\.generations, and both are given\n {2}at c\.yaml:2:16\n {2}Keep search\.stop\.generations\./,
    );
    const two = await shown(NEW_FILE, "search.generations=50", "search.stop.generations=60");
    expect(two.config.search.stop.generations).toBe(60);
  });
});
