import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MeasuresReport } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { PEAK_MEMORY, peakMemoryOf } from "../support/peak-memory.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

const set = (...assignments: string[]): string[] => assignments.flatMap((a) => ["--set", a]);
const LARGE = "network.hidden=[256,256,256,256,256,256,256,256]";
const ZERO = ["--regulator", "zero"];

interface Trajectories {
  readonly times: readonly number[];
  readonly states: readonly (readonly (readonly number[])[])[];
  readonly patterns: readonly string[];
}

/** What is refused, and what the message must name: what was asked for, the limit, the key. */
const TOO_LARGE: readonly (readonly [args: readonly string[], ...says: RegExp[]])[] = [
  [
    ["train", "--no-report", ...set("model.dt=1e-300")],
    /at most 1073741823 steps/,
    /= 1\.9+e\+301/,
    /model\.dt=1e-300/,
  ],
  [["train", "--no-report", ...set("model.dt=5e-324")], /at most 1073741823 steps/, /= Infinity/],
  [["evaluate", ...ZERO, ...set("model.dt=1e-300")], /at most 1073741823 steps/],
  [
    ["train", "--no-report", ...set("search.strategy.population=65536", "network.hidden=[64,64,64]")],
    /genomes of 65536 individuals take 2232 MB, and the limit is 268\.4 MB/,
    /search\.strategy\.population=65536/,
    /Divide search\.strategy\.population by 9/,
  ],
  [
    ["train", "--no-report", ...set("champion.candidates=1000", "search.strategy.population=100", LARGE)],
    /candidates take 18\d\d MB/,
    /champion\.candidates=1000/,
  ],
  [
    ["train", "--no-report", ...set("model.cells=4096", "evaluation.replicates=1000000")],
    /1000000 replicates of an individual take 516\.0 MB/,
  ],
  [
    ["train", "--no-report", ...set("model.cells=4096", "champion.maxReplicates=2000000")],
    /replicates of the champion/,
  ],
  [
    ["evaluate", ...ZERO, ...set("model.cells=4096"), "--replicates", "2000000"],
    /1032 MB, and the limit is 268\.4 MB/,
    /--replicates 2000000/,
  ],
  [
    [
      "simulate",
      ...ZERO,
      "--replicates",
      "100",
      "--every",
      "1",
      ...set("model.cells=4096"),
      "--out",
      "t.json",
    ],
    /32784384 states, and the limit of what is simulated together is 20000000/,
    /larger --every/,
  ],
];

describe("what is too large", () => {
  it.each(TOO_LARGE.map(([args, ...says]) => ({ command: args.join(" "), args, says })))(
    "`$command` is refused at once with 2, its size and the limit, and nothing is written",
    async ({ args, says }) => {
      await inTemporaryFolder(async (folder) => {
        const { code, stdout, stderr } = await cellfate(args, { cwd: folder });
        expect(code, stderr).toBe(2);
        expect(stdout).toBe("");
        for (const said of says) expect(stderr).toMatch(said);
        expect(readdirSync(folder)).toEqual([]);
      });
    },
  );

  it("is refused in a champion's file with 3", async () => {
    await inTemporaryFolder(async (folder) => {
      await cellfate(["train", "--no-report", "--quiet", "--out", "r", ...SMALL_RUN_OPTIONS], {
        cwd: folder,
      });
      const file = join(folder, "r", "champion.json");
      const champion = JSON.parse(readFileSync(file, "utf8")) as { model: { dt: number } };
      champion.model.dt = 1e-300;
      writeFileSync(file, JSON.stringify(champion));
      const { code, stderr } = await cellfate(["evaluate", file]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/at most 1073741823 steps/);
    });
  });
});

describe("more trajectories than fit into memory", () => {
  it("are written replicate by replicate: the first are those of a smaller file", async () => {
    await inTemporaryFolder(async (folder) => {
      const simulated = async (replicates: number): Promise<Trajectories & { readonly peak: number }> => {
        const out = join(folder, "t.json");
        const asked = [
          "--replicates",
          `${replicates}`,
          "--every",
          "20",
          ...set("model.cells=101"),
          "--out",
          out,
        ];
        const { code, stderr } = await cellfate(["simulate", ...ZERO, ...asked], { node: PEAK_MEMORY });
        expect(code, stderr).toBe(0);
        return { ...(JSON.parse(readFileSync(out, "utf8")) as Trajectories), peak: peakMemoryOf(stderr) };
      };
      const [few, many] = [await simulated(10), await simulated(400)];
      expect(many.states).toHaveLength(400);
      expect(many.patterns).toHaveLength(400);
      expect(many.states.slice(0, 10)).toEqual(few.states);
      expect(many.patterns.slice(0, 10)).toEqual(few.patterns);
      expect(many.states.every((frames) => frames.length === few.times.length)).toBe(true);
      // Four million states whole, as numbers and as text, are 350 MB more; a chunk and garbage are 60.
      expect(many.peak).toBeLessThan(few.peak + 150e6);
    });
  });
});

describe("more patterns than a file can list", () => {
  it("are cut after the most frequent, and evaluate --json says how many were left out", async () => {
    const size = set("model.cells=4000", "model.duration=0.02");
    const { code, stdout } = await cellfate(["evaluate", ...ZERO, ...size, "--replicates", "5000", "--json"]);
    expect(code).toBe(0);
    const { patterns, patternsLeftOut, distinctPatterns } = JSON.parse(stdout) as MeasuresReport;
    expect(distinctPatterns).toBe(5000);
    expect(patterns).toHaveLength(4161);
    expect(patternsLeftOut).toBe(839);
  });

  it("are cut in champion.json too, which can be read again", async () => {
    await inTemporaryFolder(async (folder) => {
      const size = ["model.cells=4000", "model.duration=0.02", "champion.replicates=5000"];
      const options = set(...size, "champion.candidates=1", "search.stop.generations=1");
      const trained = await cellfate(["train", "--no-report", "--quiet", "--out", "r", ...options], {
        cwd: folder,
      });
      expect(trained.code, trained.stderr).toBe(0);
      const text = readFileSync(join(folder, "r", "champion.json"), "utf8");
      const { measures } = JSON.parse(text) as { measures: MeasuresReport };
      expect(measures.patterns.length + (measures.patternsLeftOut ?? 0)).toBe(measures.distinctPatterns);
      expect(text.length).toBeLessThan(17e6);
      expect((await cellfate(["evaluate", "r", "--replicates", "5"], { cwd: folder })).code).toBe(0);
    });
  });
});
