import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, type CommandResult, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";
import { linesOf, start, until } from "../support/survival.js";

const BASE = {
  model: { cells: 5, duration: 1, dt: 0.02 },
  network: { hidden: [4] },
  evaluation: { replicates: 13 },
  search: {
    strategy: { population: 6, parents: 2, mutationStep: 0.4 },
    stop: { generations: 12, target: 0.3, verification: { replicates: 60 } },
  },
  champion: { candidates: 2, replicates: 60, standardError: 0.5, maxReplicates: 60 },
  run: { workers: 1 },
};
const COMPARED = {
  base: BASE,
  cases: { plain: {}, cma: { search: { strategy: "cma-es" } } },
  conditions: { open: null, pinned: { model: { boundary: "pinned" } } },
  seeds: "1..2",
};
/** What has the same bytes however often and late it was gone on with. */
const SAME = ["comparison.json", "comparison.csv", "comparison.svg"];

function compare(folder: string, content: unknown, ...args: readonly string[]): Promise<CommandResult> {
  writeFileSync(join(folder, "file.yaml"), JSON.stringify(content));
  return cellfate(["compare", "file.yaml", ...args], { cwd: folder });
}

function sameBytes(out: string): string[] {
  return SAME.map((name) => readFileSync(join(out, name), "utf8"));
}

describe("cellfate compare", () => {
  it("makes every case under every condition with every seed, and says what they come to", () =>
    inTemporaryFolder(async (folder) => {
      const { code, stdout, stderr } = await compare(folder, COMPARED);
      expect(code, stderr).toBe(0);
      expect(stdout.split("\n")[0]).toMatch(/^case +condition +target +runs +success +cell-steps to target/);
      for (const line of ["plain +open", "plain +pinned", "cma +open", "cma +pinned"])
        expect(stdout).toMatch(new RegExp(`^${line} +0\\.3 +2 +[01]\\.[05]0 `, "m"));
      expect(stdout).toContain(`Data, figure and runs are in ${join("runs", "file")}\n`);
      expect(stderr.match(/^run \d of 8, /gm)).toHaveLength(8);
      const out = join(folder, "runs", "file");
      expect(readdirSync(out).sort()).toEqual([...SAME, "runs", "timings.json"].sort());
      const csv = readFileSync(join(out, "comparison.csv"), "utf8").trimEnd().split("\n");
      expect(csv).toHaveLength(1 + 8);
      // What the table says of a run is what its own summary says.
      const summary = JSON.parse(
        readFileSync(join(out, "runs", "cma", "pinned", "2", "summary.json"), "utf8"),
      ) as { cellSteps: number; champion: { utility: number } };
      expect(csv.at(-1)).toMatch(
        new RegExp(`^cma,pinned,0.3,2,done,(true|false),${summary.cellSteps},${summary.champion.utility},`),
      );
    }));

  it("reads runs that are done, and gives the same table again", () =>
    inTemporaryFolder(async (folder) => {
      const first = await compare(folder, COMPARED, "--json");
      const history = join(folder, "runs", "file", "runs", "plain", "open", "1", "history.jsonl");
      const before = sameBytes(join(folder, "runs", "file"));
      const lines = readFileSync(history, "utf8");
      const second = await compare(folder, COMPARED, "--json");
      expect(second.stdout).toBe(first.stdout);
      expect(sameBytes(join(folder, "runs", "file"))).toEqual(before);
      expect(readFileSync(history, "utf8")).toBe(lines);
    }));

  it(
    "ends with 130 at a signal, and the same command goes on to the same bytes",
    () =>
      inTemporaryFolder(async (folder) => {
        // Long enough for a signal to come in the middle of its second run.
        const stop = { generations: 200, target: null };
        const base = { ...BASE, search: { ...BASE.search, stop } };
        const long = { base, cases: { plain: {} }, seeds: [5, 6, 7] };
        const file = join(folder, "file.json");
        writeFileSync(file, JSON.stringify(long));
        const args = ["compare", file, "--out", join(folder, "cut"), "--quiet"];
        const { child, ended } = start(args);
        const second = join(folder, "cut", "runs", "plain", "6");
        await until(() => linesOf(second) > 20);
        child.kill("SIGINT");
        const { code, stdout, stderr } = await ended;
        expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
        expect(stderr).toMatch(/Interrupted after 1 of 3 runs; the same command goes on\./);
        const done = linesOf(second);
        expect(readdirSync(join(second, "checkpoints"))).toContain(
          `gen-${String(done).padStart(6, "0")}.ckpt`,
        );
        expect(existsSync(join(folder, "cut", "comparison.json"))).toBe(false);

        expect((await start(args).ended).code).toBe(0);
        const whole = await start([...args.slice(0, 3), join(folder, "whole"), "--quiet"]).ended;
        expect(whole.code, whole.stderr).toBe(0);
        expect(sameBytes(join(folder, "cut"))).toEqual(sameBytes(join(folder, "whole")));
      }),
    60_000,
  );

  it("hears a signal that comes while a run is begun", () =>
    inTemporaryFolder(async (folder) => {
      const stop = { generations: 1_000_000, target: null };
      const file = join(folder, "file.json");
      writeFileSync(
        file,
        JSON.stringify({ base: { ...BASE, search: { stop } }, cases: { plain: {} }, seeds: 1 }),
      );
      const { child, ended } = start(["compare", file, "--out", join(folder, "out")]);
      await until(() => existsSync(join(folder, "out", "runs", "plain", "1")));
      child.kill("SIGTERM");
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(130);
      expect(stderr).toContain("Interrupted after 0 of 1 runs");
    }));

  it("tells of a run that fails, counts it as one without success, and makes the others", () =>
    inTemporaryFolder(async (folder) => {
      // No two patterns agree where every cell goes its own way, and NSB has no value.
      const scattered = {
        model: { cells: 20, duration: 0.02, dt: 0.02, initialSpread: 0.5 },
        evaluation: { estimator: "nsb" },
      };
      const content = { base: BASE, cases: { scattered, plain: {} }, seeds: [1, 2] };
      const { code, stdout, stderr } = await compare(folder, content);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^run 1 of 4, scattered, seed 1: failed; the same command tries it again\.\nerror: /m,
      );
      expect(stdout).toMatch(/^scattered +– +0\.3 +2, 2 failed +0\.00 +– +– +– +0\.00$/m);
      expect(stdout).toMatch(/^plain +– +0\.3 +2 +[01]\.[05]0 /m);
    }));

  it("tries a run again whose directory was damaged, once that is mended", () =>
    inTemporaryFolder(async (folder) => {
      const content = { base: BASE, cases: { plain: {} }, seeds: [1, 2] };
      await compare(folder, content);
      const out = join(folder, "runs", "file");
      const before = sameBytes(out);
      const damaged = join(out, "runs", "plain", "1");
      writeFileSync(join(damaged, "config.json"), "{");
      const failed = await compare(folder, content);
      expect(failed.code).toBe(3);
      expect(failed.stderr).toContain("The configuration of the run cannot be used");
      rmSync(damaged, { recursive: true });
      expect((await compare(folder, content)).code).toBe(0);
      expect(sameBytes(out)).toEqual(before);
    }));

  it("refuses to take runs of another configuration for those that are asked for", () =>
    inTemporaryFolder(async (folder) => {
      const content = { base: BASE, cases: { plain: {} }, seeds: 1 };
      await compare(folder, content);
      const { code, stderr } = await compare(folder, content, "--set", "search.stop.target=0.2");
      expect(code).toBe(3);
      expect(stderr).toMatch(/another configuration: search\.stop\.target: 0\.3, not 0\.2/);
    }));

  it("refuses a directory that cannot be written or holds other things", () =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "taken"));
      writeFileSync(join(folder, "taken", "thesis.tex"), "");
      const taken = await compare(folder, COMPARED, "--out", "taken");
      expect(taken.code).toBe(2);
      expect(taken.stderr).toMatch(/holds what is of no comparison: thesis\.tex/);
      expect(readdirSync(join(folder, "taken"))).toEqual(["thesis.tex"]);
      const sealed = await compare(folder, COMPARED, "--out", "/proc/cellfate-test");
      expect(sealed.code).toBe(2);
      expect(sealed.stderr).toMatch(/cannot be written/);
    }));

  it("says once that an option is in its old spelling", () =>
    inTemporaryFolder(async (folder) => {
      const args = ["--set", "search.generations=1", "--set", "champion.candidates=1"];
      const { code, stderr } = await compare(folder, { ...COMPARED, seeds: 1 }, ...args);
      expect(code, stderr).toBe(0);
      expect(stderr.match(/search\.generations is now/g)).toHaveLength(1);
    }));

  it("is refused while another process makes the same comparison", () =>
    inTemporaryFolder(async (folder) => {
      const stop = { generations: 1_000_000, target: null };
      const content = { base: { ...BASE, search: { stop } }, cases: { plain: {} }, seeds: 1 };
      const file = join(folder, "file.json");
      writeFileSync(file, JSON.stringify(content));
      const args = ["compare", file, "--out", join(folder, "out")];
      const { child, ended } = start(args);
      await until(() => linesOf(join(folder, "out", "runs", "plain", "1")) > 5);
      const second = await start(args).ended;
      expect(second.code, second.stderr).toBe(2);
      child.kill("SIGINT");
      expect((await ended).code).toBe(130);
    }));

  it("begins each case with the preset that base names, another strategy's options left behind", () =>
    inTemporaryFolder(async (folder) => {
      const content = {
        base: { preset: "pinned-ends", ...BASE, search: { ...BASE.search, population: undefined } },
        cases: { xnes: { search: { strategy: { name: "xnes" }, stop: { generations: 1 } } } },
        seeds: 3,
      };
      const { code, stderr } = await compare(folder, content);
      expect(code, stderr).toBe(0);
      const config = JSON.parse(
        readFileSync(join(folder, "runs", "file", "runs", "xnes", "3", "config.json"), "utf8"),
      ) as unknown;
      expect(config).toMatchObject({ seed: 3, model: { boundary: "pinned", cells: 5 } });
    }));
});

describe("cellfate train --seeds", () => {
  it("makes a run for each seed, the one that --seed makes, and the table", () =>
    inTemporaryFolder(async (folder) => {
      const args = ["train", "--no-report", ...SMALL_RUN_OPTIONS.slice(2), "--workers", "1", "--quiet"];
      const { code, stdout, stderr } = await cellfate([...args, "--seeds", "7..8,11"], { cwd: folder });
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/^lateral-inhibition +– +– +3 +– +– +– +0\.\d{4} ± /m);
      const out = join(folder, "runs", "lateral-inhibition-7..8,11");
      expect(readdirSync(join(out, "runs")).sort()).toEqual(["11", "7", "8"]);
      await cellfate([...args, "--seed", "8", "--out", "alone"], { cwd: folder });
      expect(readFileSync(join(out, "runs", "8", "history.jsonl"), "utf8")).toBe(
        readFileSync(join(folder, "alone", "history.jsonl"), "utf8"),
      );
    }));

  it.each([
    [["--seed", "3"], /--seeds or --seed, not both/],
    [["--dry-run"], /--seeds or --dry-run, not both/],
    [["--seeds", "x"], /Expected seeds/],
  ])("is refused with %j", async (args, message) => {
    const { code, stderr } = await cellfate(["train", "--no-report", "--seeds", "1..2", ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
