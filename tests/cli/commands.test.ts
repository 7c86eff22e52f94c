import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { configJsonSchema, PRESET_NAMES, resolveConfig } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

const MEASURES = [
  "utility",
  "standardError",
  "estimator",
  "patternEntropy",
  "reproducibilityEntropy",
  "cellEntropy",
  "positionalInformation",
  "correlationalInformation",
  "distinctPatterns",
  "coverage",
  "replicates",
  "cells",
  "fates",
  "seed",
  "backend",
  "estimators",
  "patterns",
].sort();

/** What `evaluate --json` says beside the measures. */
const CONDITIONS = ["subject", "model", "regulation", "differences"];

describe("cellfate train", () => {
  it("prints summary.json with --json, and keeps stdout empty of anything else", async () => {
    await inTemporaryFolder(async (folder) => {
      const { code, stdout, stderr } = await cellfate(
        ["train", "--no-report", "--json", "--out", "r", ...SMALL_RUN_OPTIONS],
        {
          cwd: folder,
        },
      );
      expect(code, stderr).toBe(0);
      const summary = JSON.parse(stdout) as Record<string, unknown>;
      expect(summary).toEqual(JSON.parse(readFileSync(join(folder, "r", "summary.json"), "utf8")));
      expect(summary).toMatchObject({ schemaVersion: 1, status: "done", generations: 8 });
      expect(summary["cellSteps"]).toBe(8 * 6 * 21 * 5 * 50);
      expect(Object.keys(summary["champion"] as object).sort()).toEqual(MEASURES);
      expect(stderr).toMatch(/generation 0 {2}best/);
      expect(summary["stopReason"]).toBe("generations");
      expect(summary["championSeconds"]).toBeGreaterThan(0);
      expect(stderr).toMatch(
        /champion: comparing the best 3 on 50 fresh .*\nchampion: measuring the winner on 50 .*\nchampion: .* finer time steps\n/,
      );
    });
  });

  it("names the run directory after the preset and the seed, and counts on where that is taken", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const name of ["pinned-ends-5", "pinned-ends-5-2", "pinned-ends-5-3"]) {
        const args = [
          "train",
          "--no-report",
          "--quiet",
          "--preset",
          "pinned-ends",
          ...SMALL_RUN_OPTIONS,
          "--seed",
          "5",
        ];
        const { stdout } = await cellfate(args, { cwd: folder });
        expect(stdout).toContain(`The run is in ${join("runs", name)}\n`);
      }
    });
  });

  it("records what the run was made with, and the seed that was drawn", async () => {
    await inTemporaryFolder(async (folder) => {
      await cellfate(
        ["train", "--no-report", "--quiet", "--out", "r", ...SMALL_RUN_OPTIONS, "--seed", "random"],
        {
          cwd: folder,
        },
      );
      const read = (name: string): Record<string, unknown> =>
        JSON.parse(readFileSync(join(folder, "r", name), "utf8")) as Record<string, unknown>;
      const config = resolveConfig(read("config.json"));
      expect(read("champion.json")["seed"]).toBe(config.seed);
      expect(read("run.json")).toMatchObject({
        schemaVersion: 1,
        numericsVersion: 1,
        node: process.version,
        backend: { name: "wasm" },
        resumed: [],
      });
      expect(read("run.json")["lockFileHash"]).toMatch(/^[0-9a-f]{64}$/);
      expect((read("run.json")["table"] as { intervals: number }).intervals).toBeGreaterThanOrEqual(256);
    });
  });

  it("says what it would cost with --dry-run, and writes nothing", async () => {
    await inTemporaryFolder(async (folder) => {
      const { code, stdout } = await cellfate(["train", "--no-report", "--dry-run", "--json"], {
        cwd: folder,
      });
      expect(code).toBe(0);
      const estimate = JSON.parse(stdout) as Record<string, number>;
      expect(estimate["cellSteps"]).toBe(5.6e9);
      expect(estimate["expectedSeconds"]).toBeGreaterThan(0.5);
      expect(estimate["expectedSeconds"]).toBeLessThan(300);
      expect((await cellfate(["evaluate", "runs/lateral-inhibition-42"], { cwd: folder })).code).toBe(2);
    });
  });
});

describe("cellfate evaluate", () => {
  it("prints one object with every measure, the patterns most frequent first", async () => {
    const args = ["evaluate", "--regulator", "tanh:gain=10", "--replicates", "300", "--json"];
    const { code, stdout } = await cellfate(args);
    expect(code).toBe(0);
    const measures = JSON.parse(stdout) as {
      patterns: { pattern: string; count: number }[];
      replicates: number;
    };
    expect(Object.keys(measures).sort()).toEqual([...MEASURES, ...CONDITIONS].sort());
    const counts = measures.patterns.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(measures.patterns[0]!.pattern).toMatch(/^[01]{7}$/);
  });

  it("measures a champion again under its own model, other than at its own seed", async () => {
    await inTemporaryFolder(async (folder) => {
      await cellfate(["train", "--no-report", "--quiet", "--out", "r", ...SMALL_RUN_OPTIONS], {
        cwd: folder,
      });
      const utility = async (...args: string[]): Promise<unknown> => {
        const { code, stdout, stderr } = await cellfate(["evaluate", ...args, "--json"], { cwd: folder });
        expect(code, stderr).toBe(0);
        return (JSON.parse(stdout) as { utility: number; cells: number }).utility;
      };
      expect(await utility("r")).toBe(await utility("r/champion.json"));
      expect(await utility("r")).toBe(await utility("--regulator", "r"));
      expect(await utility("r")).not.toBe(await utility("r", "--seed", "8"));
    });
  });

  it("says the closest tanh, its residual and the zeros of f", async () => {
    const args = ["evaluate", "--regulator", "tanh:amplitude=2,gain=7,centre=0.3", "--replicates", "50"];
    const { stdout } = await cellfate(args);
    expect(stdout).toContain("f(s̄) ≈ −2.000·tanh(7.000·(s̄ − 0.300)), residual 0.000");
    expect(stdout).toContain("zeros of f: 0.3000 (stable)");
  });
});

describe("cellfate simulate", () => {
  it("writes states by replicate, frame and cell, the last frame giving the pattern", async () => {
    await inTemporaryFolder(async (folder) => {
      const args = [
        "simulate",
        "--regulator",
        "tanh",
        "--replicates",
        "3",
        "--every",
        "500",
        "--out",
        "t.json",
      ];
      const { code } = await cellfate(args, { cwd: folder });
      expect(code).toBe(0);
      const file = JSON.parse(readFileSync(join(folder, "t.json"), "utf8")) as {
        times: number[];
        states: number[][][];
        patterns: string[];
      };
      expect(file).toMatchObject({ cells: 7, steps: 2000, dt: 0.01, every: 500 });
      expect(file.times).toEqual([0, 5, 10, 15, 20]);
      expect(file.states.map((frames) => frames.map((cells) => cells.length))).toEqual(
        Array.from({ length: 3 }, () => [7, 7, 7, 7, 7]),
      );
      for (const state of file.states.flatMap((frames) => frames[0]!)) {
        expect(state).toBeGreaterThanOrEqual(Math.fround(0.4));
        expect(state).toBeLessThanOrEqual(Math.fround(0.6));
      }
      const last = file.states.map((frames) => frames[4]!.map((s) => (s >= 0.5 ? "1" : "0")).join(""));
      expect(last).toEqual(file.patterns);
    });
  });
});

describe("cellfate config and presets", () => {
  it("print a configuration that can be read again, and the schema of one", async () => {
    const shown = await cellfate(["config", "--show", "--preset", "pinned-ends", "--set", "model.cells=9"]);
    expect(resolveConfig(parse(shown.stdout)).model).toMatchObject({ cells: 9, boundary: "pinned" });
    const schema = await cellfate(["config", "--schema"]);
    expect(JSON.parse(schema.stdout)).toEqual(configJsonSchema());
    expect(schema.stdout).toContain("noise strength σ");
    const presets = await cellfate(["presets"]);
    expect(
      presets.stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(PRESET_NAMES);
  });
});
