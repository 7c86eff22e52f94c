import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../../support/small-run.js";
import { linesOf, SMALL_TRACE } from "../../support/trace-events.js";

describe("cellfate trace", () => {
  it("sums up what train --trace wrote, which changes no byte of the run", () =>
    inTemporaryFolder(async (folder) => {
      const train = ["train", ...SMALL_RUN_OPTIONS, "--no-report", "--quiet", "--workers", "2", "--out"];
      const [plain, traced] = await Promise.all([
        cellfate([...train, "plain"], { cwd: folder }),
        cellfate([...train, "traced", "--trace"], { cwd: folder }),
      ]);
      expect([plain.code, traced.code]).toEqual([0, 0]);
      for (const file of ["history.jsonl", "champion.json"]) {
        const [one, other] = ["plain", "traced"].map((run) => readFileSync(join(folder, run, file), "utf8"));
        expect(other).toBe(one);
      }
      const { code, stdout, stderr } = await cellfate(["trace", "traced"], { cwd: folder });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^\d+ events of the run traced in .*, 8 generations; it ended by its rules\.\n/);
      expect(stdout).toMatch(/^population-manager {2}recording +8 /m);
      expect(stdout).toMatch(/^evaluate +population-manager +evaluator +\d+ /m);
    }));

  it("goes on without a trace that cannot be written any more, and says so", () =>
    inTemporaryFolder(async (folder) => {
      const options = ["--no-report", "--quiet", "--trace", "/dev/full", "--out", "run"];
      const { code, stderr } = await cellfate(["train", ...SMALL_RUN_OPTIONS, ...options], { cwd: folder });
      expect(stderr).toMatch(/^warning: The trace ends here: .*no room/);
      expect(code).toBe(0);
    }));

  it.each([
    ["-", "A trace does not go to stdout"],
    ["pipe", "nor to a pipe"],
    ["nowhere/trace.jsonl", "The folder of the output file does not exist"],
  ])("refuses to write a trace to %s", (name, said) =>
    inTemporaryFolder(async (folder) => {
      execFileSync("mkfifo", [join(folder, "pipe")]);
      const options = ["--quiet", "--trace", name, "--out", "run"];
      const { code, stderr } = await cellfate(["train", ...SMALL_RUN_OPTIONS, ...options], { cwd: folder });
      expect(stderr).toContain(said);
      expect(code).toBe(2);
    }),
  );

  it.each([
    [["--out", "a.json"], /^\{"name":"run",/],
    [["--out", "a.json", "--format", "perfetto"], /^\{"displayTimeUnit"/],
    [["--out", "a", "--format", "json"], /^\{"name":"run",/],
    [["--out", "a.html"], /^<!doctype html>[^]*<svg[^]*Workers that left/],
  ])("writes with %j what was asked for", (options, expected) =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "trace.jsonl"), linesOf(SMALL_TRACE));
      const { code, stdout, stderr } = await cellfate(["trace", ".", ...options], { cwd: folder });
      expect(code, stderr).toBe(0);
      const [, out] = options[0] === "--out" ? options : [];
      expect(out === undefined ? stdout : readFileSync(join(folder, out), "utf8")).toMatch(expected);
    }),
  );

  it("warns of a last line that is torn and uses the rest", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "t.jsonl"), linesOf(SMALL_TRACE).slice(0, -5));
      const { code, stdout, stderr } = await cellfate(["trace", "t.jsonl"], { cwd: folder });
      expect(code).toBe(0);
      expect(stderr).toMatch(/^warning: The last line of the trace is torn.*\n {2}at t\.jsonl:13\n$/);
      expect(stdout).toContain("12 events of the run run");
    }));

  it.each([
    [["t.jsonl", "--format", "json", "--out", "a.svg"], 2, "another format"],
    [["nowhere"], 2, "There is no trace here."],
    [["other.jsonl"], 3, "at other.jsonl:1\n"],
  ])("refuses %j", (options, expected, said) =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "t.jsonl"), linesOf(SMALL_TRACE));
      writeFileSync(join(folder, "other.jsonl"), '{"generation":0}\n');
      const { code, stdout, stderr } = await cellfate(["trace", ...options], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
      expect(stderr).toContain(said);
    }),
  );
});
