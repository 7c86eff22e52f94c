import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STRATEGIES } from "#engine/index.js";
import { cellfate } from "../support/cli.js";

const ROOT = new URL("../../", import.meta.url);

describe("cellfate strategies", () => {
  it("says of every strategy what it is, its options with range and default, and where it is described", async () => {
    const { code, stdout } = await cellfate(["strategies"]);
    expect(code).toBe(0);
    for (const { name, summary, reference } of STRATEGIES) {
      expect(stdout).toContain(`${name}: ${summary}\n`);
      expect(stdout).toContain(`  ${reference}\n`);
    }
    expect(stdout).toMatch(
      /^ {2}population {4}number of individuals per generation, 2 … 65536; default 20$/m,
    );
  });

  it("prints one object with --json, options as JSON Schema", async () => {
    const { stdout } = await cellfate(["strategies", "--json"]);
    const { strategies } = JSON.parse(stdout) as { strategies: Record<string, unknown>[] };
    expect(strategies.map(({ name }) => name)).toEqual(STRATEGIES.map(({ name }) => name));
    expect(strategies[0]).toMatchObject({
      options: { population: { type: "integer", minimum: 2, maximum: 65536, default: 20 } },
    });
  });
});

describe("the README's table of strategies", () => {
  it("is the one that docs/strategies-table.mjs makes of the registry", () => {
    const table = execFileSync(process.execPath, ["docs/strategies-table.mjs"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    for (const { name } of STRATEGIES) expect(table).toContain(`\`${name}\``);
    expect(readFileSync(new URL("README.md", ROOT), "utf8")).toContain(table);
  });
});
