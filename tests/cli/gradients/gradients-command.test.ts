import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NamedDiagnosis } from "#cli/output/gradients.js";
import { cellfate, type CommandResult } from "../../support/cli.js";
import { SMALL_GRADIENT_OPTIONS } from "../../support/small-gradient.js";
import { SMALL_RUN_OPTIONS } from "../../support/small-run.js";

const TRAINED = ["train", "--no-report", "--quiet", "--workers", "1"];

describe("cellfate gradients", () => {
  let folder: string;
  const run = (...args: string[]): Promise<CommandResult> => cellfate(args, { cwd: folder });
  const gradients = (...args: string[]): Promise<CommandResult> => run("gradients", ...args);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    const runs = await Promise.all([
      run(...TRAINED, ...SMALL_GRADIENT_OPTIONS, "--out", "trained"),
      run(...TRAINED, ...SMALL_RUN_OPTIONS, "--out", "evolved"),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("says of a training by gradients what its configuration made anew says", async () => {
    const [made, anew] = await Promise.all([
      gradients("trained", "--json", "--replicates", "40"),
      gradients(...SMALL_GRADIENT_OPTIONS, "--json", "--replicates", "40"),
    ]);
    expect([made.code, made.stderr, anew.code]).toEqual([0, "", 0]);
    const [of, other] = [made, anew].map(({ stdout }) => JSON.parse(stdout) as NamedDiagnosis);
    expect(of!.generations.map(({ generation }) => generation)).toEqual([0, 1, 2, 3, 4, 5]);
    expect({ ...of, subject: "" }).toEqual({ ...other, subject: "" });
    const history = readFileSync(join(folder, "trained", "history.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(of!.generations.map(({ utility }) => utility)).toEqual(
      history.map((line) => (JSON.parse(line) as { best: number }).best),
    );
  });

  it("prints a verdict, what was diagnosed, and a line a generation", async () => {
    const { code, stdout, stderr } = await gradients("trained", "--every", "4");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^(healthy|impaired): the gradient is exactly 0 in /);
    expect(stdout).toContain("\ntrained: the best of its generations\n64 replicates, 16 antithetic pairs;");
    expect(stdout.match(/^ +\d .*→.*$/gm)).toHaveLength(3);
  });

  it("diagnoses of another search what it has recorded, with default settings, and says so", async () => {
    const { code, stdout } = await gradients("evolved", "--replicates", "70");
    expect(code).toBe(0);
    expect(stdout).toContain("evolved: what it has recorded\n70 replicates");
    expect(stdout).toContain("gradient by default, as mu-plus-lambda follows none");
    expect(stdout).toMatch(/^ +0 [^]*^ +\d /m);
  });

  it("writes a table or a page, and tells the verdict", async () => {
    const [table, page] = await Promise.all([
      gradients("trained", "--out", "a.csv"),
      gradients("trained", "--out", "a.html"),
    ]);
    for (const [{ code, stdout, stderr }, name] of [
      [table, "a.csv"],
      [page, "a.html"],
    ] as const) {
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      expect(stderr).toMatch(new RegExp(`^(healthy|impaired): [^]*The diagnosis is in ${name}\n$`));
    }
    const [head, ...lines] = readFileSync(join(folder, "a.csv"), "utf8").trim().split("\n");
    expect(head).toMatch(/^generation,individual,utility,softUtility,distinctPatterns,pathwise\.norm,/);
    expect(lines.map((line) => line.split(",")[0])).toEqual(["0", "1", "2", "3", "4", "5"]);
    const html = readFileSync(join(folder, "a.html"), "utf8");
    for (const name of [
      "soft-utility",
      "gradient-norms",
      "gradient-signal",
      "gradient-agreement",
      "adjoint-norms",
    ])
      expect(html).toContain(`id="${name}"`);
  });

  it.each<[string, string[], number, string]>([
    ["a directory that is none", ["nowhere"], 2, "There is no run here"],
    ["a configuration beside a run", ["trained", "--seed", "3"], 2, "Give trained or --seed, not both"],
    [
      "generations of a run that has recorded few",
      ["evolved", "--every", "2"],
      2,
      "has recorded few genomes",
    ],
    ["no pair", ["--pairs", "0"], 2, "--pairs: expected a whole number 1 … 1024"],
    ["two formats", ["--json", "--out", "a.svg"], 2, "another format"],
    ["f in every step on wasm", ["--set", "evaluation.regulation=direct"], 2, "does not differentiate"],
  ])("refuses %s", async (_, args, expected, said) => {
    const { code, stdout, stderr } = await gradients(...args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(said);
  });

  it("refuses a run that was made otherwise, and one without a configuration", async () => {
    const history = join(folder, "trained", "history.jsonl");
    const before = readFileSync(history, "utf8");
    writeFileSync(history, before.replace(/"best":[^,]+/, '"best":0.9'));
    const other = await gradients("trained");
    writeFileSync(history, before);
    expect([other.code, other.stdout]).toEqual([3, ""]);
    expect(other.stderr).toContain("generation 0 of the training is another");
    const config = join(folder, "evolved", "config.json");
    const kept = readFileSync(config, "utf8");
    rmSync(config);
    const without = await gradients("evolved");
    writeFileSync(config, kept);
    expect([without.code, without.stdout]).toEqual([3, ""]);
    expect(without.stderr).toContain("Without its configuration");
  });

  it("does without a champion, a checkpoint and a history", async () => {
    for (const name of ["champion.json", "checkpoints", "summary.json", "history.jsonl"])
      rmSync(join(folder, "evolved", name), { recursive: true });
    const { code, stdout, stderr } = await gradients("evolved", "--json");
    expect(code).toBe(0);
    expect(stderr).toContain("history.jsonl is missing");
    const { generations } = JSON.parse(stdout) as NamedDiagnosis;
    expect(generations.map(({ generation }) => generation)).toEqual([0]);
  });
});
