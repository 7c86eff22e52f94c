import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { captionsOf, textOf } from "../support/report.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

/** All numbers in a file. */
function numbersIn(file: string): number[] {
  return (readFileSync(file, "utf8").match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi) ?? []).map(Number);
}

/** What a run is said to be and to have come to; neither genomes nor curves, which have every number somewhere. */
const SOURCES = ["config.json", "history.jsonl", "summary.json"];

let home: string;
let run: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
  run = join(home, "run");
  const { code, stdout, stderr } = await cellfate(["train", ...SMALL_RUN_OPTIONS, "--quiet", "--out", run]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(`its report   ${join(run, "report.html")}`.slice(-20));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** The text of the report of a copy of the run that `change` has been made to. */
async function reportOf(change: (copy: string) => void): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const copy = join(folder, "copy");
    cpSync(run, copy, { recursive: true });
    rmSync(join(copy, "report.html"));
    change(copy);
    const { code, stderr } = await cellfate(["report", copy]);
    expect(code, stderr).toBe(0);
    return textOf(join(copy, "report.html"));
  });
}

/** Changes every line of the history of a run. */
function changeHistory(copy: string, change: (line: Record<string, unknown>) => object): void {
  const file = join(copy, "history.jsonl");
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const changed = lines.map((line) => JSON.stringify(change(JSON.parse(line) as Record<string, unknown>)));
  writeFileSync(file, `${changed.join("\n")}\n`);
}

describe("the report of a run", () => {
  it("is written by train, small, and has the same bytes when it is made again", async () => {
    const file = join(run, "report.html");
    const made = readFileSync(file);
    expect(made.length).toBeLessThanOrEqual(300e3);
    expect((await cellfate(["report", run])).code).toBe(0);
    expect(textOf(file)).toContain("Fitness over the generations");
    expect((await cellfate(["report", run, "--out", join(home, "again.html")])).code).toBe(0);
    expect(readFileSync(join(home, "again.html"))).toEqual(readFileSync(file));
  });

  it("is left out with --no-report, which says how to draw the run", () =>
    inTemporaryFolder(async (folder) => {
      const options = [...SMALL_RUN_OPTIONS, "--quiet", "--no-report", "--out", "r"];
      const { stdout } = await cellfate(["train", ...options], { cwd: folder });
      expect(stdout).toContain("cellfate report r");
      expect(existsSync(join(folder, "r", "report.html"))).toBe(false);
    }));

  it("has no number in a caption that is not in the files of the run or the data of its figure", async () => {
    const { code } = await cellfate(["report", run, "--data"]);
    expect(code).toBe(0);
    const common = SOURCES.flatMap((name) => numbersIn(join(run, name)));
    const captions = captionsOf(join(run, "report.html"));
    expect(captions.size).toBeGreaterThanOrEqual(12);
    const derived = [...captions].flatMap(([name, caption]) => {
      const data = join(run, "figures", `${name}.csv`);
      const rows = readFileSync(data, "utf8").trimEnd().split("\n").length - 1;
      const known = [...common, ...numbersIn(data), rows];
      return [...caption.matchAll(/(?<![\w.])−?-?\d+(?:\.\d+)?(?:e\d+)?/g)]
        .map(([text]) => text)
        .filter((text) => {
          const value = Number(text.replace("−", "-"));
          const digits = text.split(".")[1]?.length ?? 0;
          const half = 0.5000001 * 10 ** -digits;
          return !known.some((number) => Math.abs(number - value) <= half);
        })
        .map((text) => `${name}: ${text}`);
    });
    expect(derived).toEqual([]);
  });

  it("of a run in a folder with an odd name shows the name and obeys nothing in it", () =>
    inTemporaryFolder(async (folder) => {
      const odd = join(folder, `a<b>&"c' é𝒳<img src=x>`);
      cpSync(run, odd, { recursive: true });
      const { code, stderr } = await cellfate(["report", odd]);
      expect(code, stderr).toBe(0);
      const page = readFileSync(join(odd, "report.html"), "utf8");
      expect(page).not.toContain("<img");
      expect(page).toContain("a&lt;b&gt;&amp;&quot;c&#39; é𝒳&lt;img src=x&gt;");
    }));

  it("can be written to stdout, and beside it every figure as SVG, PNG, data and specification", () =>
    inTemporaryFolder(async (folder) => {
      const { stdout } = await cellfate(["report", run, "--out", "-"]);
      expect(stdout).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
      const out = join(folder, "page.html");
      const all = ["--svg", "--png", "--data"];
      expect((await cellfate(["report", run, "--out", out, ...all])).code).toBe(0);
      const files = readdirSync(join(folder, "page-figures"));
      const names = [...captionsOf(out).keys()];
      const endings = [".csv", ".png", ".svg", ".vl.json"];
      expect(files.sort()).toEqual(names.flatMap((name) => endings.map((ending) => name + ending)).sort());
      files.forEach((name) => expect(statSync(join(folder, "page-figures", name)).size).toBeGreaterThan(20));
    }));

  it("of several runs puts them beside one another", () =>
    inTemporaryFolder(async (folder) => {
      const other = join(folder, "other");
      cpSync(run, other, { recursive: true });
      const { code, stderr } = await cellfate(["report", run, other], { cwd: folder });
      expect(code, stderr).toBe(0);
      const text = textOf(join(folder, "comparison.html"));
      expect(text).toContain("2 runs");
      expect(text).toContain("2 of 2 runs have ended by their rules.");
    }));
});

describe("the report at size", () => {
  /** The seconds that the command takes, from the start of Node to its end. */
  const secondsOf = async (folder: string): Promise<number> => {
    const started = performance.now();
    const { code, stderr } = await cellfate(["report", folder]);
    expect(code, stderr).toBe(0);
    return (performance.now() - started) / 1000;
  };

  it(
    "of 20,000 generations takes at most 5 seconds and 2 MB, and says that not all are drawn",
    () =>
      inTemporaryFolder(async (folder) => {
        const long = join(folder, "long");
        const tiny = {
          ...{ "model.cells": 2, "model.duration": 0.02, "model.dt": 0.02, "network.hidden": "[1]" },
          ...{ "evaluation.replicates": 4, "search.population": 2, "search.parents": 1, "run.workers": 1 },
          ...{ "champion.candidates": 1, "champion.replicates": 50, "champion.maxReplicates": 50 },
          ...{ "run.checkpointEvery": 10_000, "search.generations": 20_000 },
        };
        const set = Object.entries(tiny).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
        const { code, stderr } = await cellfate(["train", ...set, "--quiet", "--no-report", "--out", long]);
        expect(code, stderr).toBe(0);
        expect(await secondsOf(long)).toBeLessThanOrEqual(5);
        const page = join(long, "report.html");
        expect(statSync(page).size).toBeLessThanOrEqual(2e6);
        for (const figure of ["fitness", "entropies"]) {
          const [, drawn] = /Of 20000 generations, (\d+) are drawn\./.exec(captionsOf(page).get(figure)!)!;
          expect(Number(drawn)).toBeLessThanOrEqual(500);
        }
      }),
    180_000,
  );

  it(
    "of npm start takes at most 5 seconds and 300 kB",
    () =>
      inTemporaryFolder(async (folder) => {
        const start = join(folder, "start");
        const options = ["--preset", "robust-optimum", "--quiet", "--no-report", "--out", start];
        const { code, stderr } = await cellfate(["train", ...options]);
        expect(code, stderr).toBe(0);
        expect(await secondsOf(start)).toBeLessThanOrEqual(5);
        expect(statSync(join(start, "report.html")).size).toBeLessThanOrEqual(300e3);
      }),
    180_000,
  );
});

describe("the report of a run that is not as it should be", () => {
  const unfinished = /Not ended, after \d+ generations: there is no champion/;

  it.each<[what: string, change: (copy: string) => void, says: RegExp]>([
    [
      "goes on",
      (copy) => ["summary", "champion"].forEach((file) => rmSync(join(copy, `${file}.json`))),
      unfinished,
    ],
    [
      "has no generation yet",
      (copy) =>
        ["history.jsonl", "summary.json", "champion.json"].forEach((file) => rmSync(join(copy, file))),
      /Not ended, after 0 generations/,
    ],
    [
      "is written to",
      (copy) => writeFileSync(join(copy, "history.jsonl"), '{"generation":', { flag: "a" }),
      /Fitness/,
    ],
    [
      "has a damaged history",
      (copy) => writeFileSync(join(copy, "history.jsonl"), "{}\nnothing\n", { flag: "a" }),
      /2 lines of history\.jsonl are damaged/,
    ],
    [
      "has a damaged summary",
      (copy) => writeFileSync(join(copy, "summary.json"), '{"status":1}'),
      /summary\.json is damaged/,
    ],
    ["has a damaged champion", (copy) => writeFileSync(join(copy, "champion.json"), "["), /malformed/],
    [
      "has a damaged configuration",
      (copy) => writeFileSync(join(copy, "config.json"), "{"),
      /configuration of the run cannot be used/,
    ],
    ["has lost its champion", (copy) => rmSync(join(copy, "champion.json")), /champion\.json is missing/],
    [
      "went further and was interrupted",
      (copy) => {
        const file = join(copy, "summary.json");
        const summary = JSON.parse(readFileSync(file, "utf8")) as object;
        const interrupted = { ...summary, status: "interrupted", champion: null, timeStep: null };
        writeFileSync(file, JSON.stringify(interrupted));
      },
      /is of an earlier end of the run and is left out/,
    ],
    [
      "has the champion of another",
      (copy) => {
        const file = join(copy, "champion.json");
        writeFileSync(file, readFileSync(file, "utf8").replace('"cells": 5', '"cells": 6'));
      },
      /not of this configuration and is left out: cells: 6, not 5|model\.cells: 6, not 5/,
    ],
    ["has lost its configuration", (copy) => rmSync(join(copy, "config.json")), /config\.json is missing/],
    [
      "has a damaged run.json",
      (copy) => writeFileSync(join(copy, "run.json"), "null"),
      /run\.json is damaged/,
    ],
    [
      "has an old summary",
      (copy) => {
        const { timeStep: _, ...old } = JSON.parse(readFileSync(join(copy, "summary.json"), "utf8")) as {
          timeStep: unknown;
        };
        writeFileSync(join(copy, "summary.json"), JSON.stringify(old));
      },
      /bits on \d+ fresh replicates/,
    ],
    [
      "has no fitness in any generation",
      (copy) =>
        changeHistory(copy, (line) => ({
          ...line,
          best: null,
          mean: null,
          std: null,
          patternEntropy: null,
          reproducibilityEntropy: null,
          distinctPatterns: 0,
        })),
      /has no value in any generation|no generation has/i,
    ],
  ])("that %s says so", async (_, change, says) => {
    expect(await reportOf(change)).toMatch(says);
  });

  it.each<[what: string, options: readonly string[]]>([
    ["one generation of one cell", ["model.cells=1", "search.stop.generations=1"]],
    ["4096 cells", ["model.cells=4096", "model.duration=0.2", "search.stop.generations=1"]],
    ["33 cells that all agree", ["model.cells=33", "model.noiseStrength=0", "model.initialSpread=0"]],
    ["three fates", ["model.thresholds=[0.3, 0.6]"]],
  ])("of %s is drawn", (_, options) =>
    inTemporaryFolder(async (folder) => {
      const set = options.flatMap((option) => ["--set", option]);
      const small = [...SMALL_RUN_OPTIONS, ...set, "--quiet", "--out", "r"];
      const { code, stderr } = await cellfate(["train", ...small], { cwd: folder });
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain("to draw it");
      expect(textOf(join(folder, "r", "report.html"))).toContain("Fitness over the generations");
    }),
  );

  it("of what is no run is refused with 2, and nothing is written", () =>
    inTemporaryFolder(async (folder) => {
      const { code, stderr } = await cellfate(["report", folder]);
      expect(code).toBe(2);
      expect(stderr).toContain("There is no run here");
      expect(readdirSync(folder)).toEqual([]);
    }));
});
