import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { STRATEGIES } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { expectTidy, resultsOf, SURVIVAL_RUN } from "../support/survival.js";

describe("a run", () => {
  it.each(STRATEGIES)(
    "with $name goes on from a checkpoint to the bytes of one that went through",
    ({ name }) =>
      inTemporaryFolder(async (folder) => {
        const file = join(folder, "config.json");
        const stop = (generations: number): string[] => ["--set", `search.stop.generations=${generations}`];
        const search = { strategy: { name }, restarts: { patience: 2, tolerance: 1 }, bounds: [-4, 4] };
        writeFileSync(file, JSON.stringify({ ...SURVIVAL_RUN, search }));
        const [whole, parts] = [join(folder, "whole"), join(folder, "parts")];
        for (const args of [
          ["train", "--no-report", "--config", file, "--out", whole, "--workers", "2", ...stop(5)],
          ["train", "--no-report", "--config", file, "--out", parts, "--workers", "1", ...stop(3)],
          ["resume", "--no-report", parts, "--workers", "2", ...stop(5)],
        ]) {
          const { code, stderr } = await cellfate([...args, "--quiet"]);
          expect(code, stderr).toBe(0);
        }
        expect(resultsOf(parts)).toEqual(resultsOf(whole));
        expectTidy(parts);
        const history = readFileSync(join(whole, "history.jsonl"), "utf8").trim().split("\n");
        expect(history).toHaveLength(5);
      }),
  );
});
