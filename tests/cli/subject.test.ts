import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellfate } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

interface Evaluated {
  readonly seed: number;
  readonly estimator: string;
  readonly regulation: string;
  readonly subject: string;
  readonly model: { readonly noiseStrength: number };
  readonly differences: readonly string[];
  readonly utility: number;
}

/** A champion's numbers are those of its run, or say what is otherwise. */
describe("the champion of a run that was scored by nsb, f evaluated in every step", () => {
  let home: string;
  let run: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    run = join(home, "run");
    const options = ["evaluation.estimator=nsb", "evaluation.regulation=direct"];
    const set = options.flatMap((option) => ["--set", option]);
    const { code, stderr } = await cellfate([
      "train",
      "--no-report",
      "--out",
      run,
      ...SMALL_RUN_OPTIONS,
      ...set,
    ]);
    expect(code, stderr).toBe(0);
  });
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  async function evaluate(...args: string[]): Promise<Evaluated> {
    const { code, stdout, stderr } = await cellfate([
      "evaluate",
      ...args,
      "--replicates",
      "50",
      "--backend",
      "reference",
      "--json",
    ]);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as Evaluated;
  }

  it("is measured as the run measured it, given as a directory or as a file in it", async () => {
    for (const path of [run, join(run, "champion.json")]) {
      const { seed } = JSON.parse(readFileSync(join(run, "config.json"), "utf8")) as { seed: number };
      expect(await evaluate(path)).toMatchObject({
        subject: path,
        seed,
        estimator: "nsb",
        regulation: "direct",
        differences: [],
      });
    }
  });

  it("elsewhere keeps its estimator, which its file says", async () => {
    cpSync(join(run, "champion.json"), join(home, "champion.json"));
    expect(await evaluate(join(home, "champion.json"))).toMatchObject({
      estimator: "nsb",
      regulation: "table",
    });
  });

  it("says what was asked for unlike the run, in JSON and in text", async () => {
    const unlike = [
      ...["--set", "model.noiseStrength=0.3", "--set", "evaluation.estimator=plug-in"],
      ...["--seed", "8"],
    ];
    const differences = [
      expect.stringMatching(/^evaluation\.estimator: "plug-in", not "nsb"$/),
      expect.stringMatching(/^model\.noiseStrength: 0\.3, not /),
      expect.stringMatching(/^seed: 8, not /),
    ];
    expect(await evaluate(run, ...unlike)).toMatchObject({ model: { noiseStrength: 0.3 }, differences });
    const { stdout } = await cellfate(["evaluate", run, ...unlike, "--replicates", "50"]);
    expect(stdout).toMatch(/^seed 8, f evaluated in every step$/m);
    expect(stdout).toMatch(/^unlike its run: model\.noiseStrength: 0\.3, not /m);
    const out = join(home, "states.json");
    const simulated = await cellfate(["simulate", run, ...unlike, "--replicates", "1", "--out", out]);
    expect(simulated.stderr).toMatch(/^unlike its run: model\.noiseStrength: 0\.3, not /m);
    expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({
      seed: 8,
      regulation: "direct",
      differences,
    });
  });

  it.each([
    ["--preset", "nonsense"],
    ["--preset", "pinned-ends"],
    ["--config", "/nope"],
  ])("refuses %s %s, which does not apply to it", async (option, value) => {
    for (const command of [
      ["evaluate", run],
      ["evaluate", "--regulator", run],
      ["simulate", run, "--out", join(home, "never.json")],
    ]) {
      const { code, stdout, stderr } = await cellfate([...command, option, value]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`error: ${option} does not apply to a champion`);
    }
  });

  it.each(["search.stop.generations=3", "search.generations=3", "champion.candidates=1", "run.keep=2"])(
    "refuses --set %s, which would change nothing",
    async (assignment) => {
      for (const subject of [run, "zero"]) {
        const which = subject === run ? [run] : ["--regulator", subject];
        const { code, stdout, stderr } = await cellfate(["evaluate", ...which, "--set", assignment]);
        expect([code, stdout]).toEqual([2, ""]);
        expect(stderr).toContain("changes nothing here");
      }
    },
  );

  it("is refused where it is not of the run that it lies in", async () => {
    const other = join(home, "other");
    cpSync(run, other, { recursive: true });
    const champion = JSON.parse(readFileSync(join(other, "champion.json"), "utf8")) as object;
    writeFileSync(join(other, "champion.json"), JSON.stringify({ ...champion, seed: 9 }));
    const { code, stderr } = await cellfate(["evaluate", other]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/not of the run that it lies in: seed: 9, not /);
  });
});
