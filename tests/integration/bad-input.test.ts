import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

/** What was asked, and what the message must name: the place and what was expected. */
const CASES: readonly (readonly [args: readonly string[], ...says: RegExp[]])[] = [
  [["train", "--set", "model.cels=4"], /no such key/, /--set model\.cels=4/, /cells, boundary/],
  [["train", "--set", "model=3"], /expected .* object, got 3/, /--set model=3/],
  [["train", "--set", "model.cells=seven"], /expected .*number, got "seven"/],
  [["train", "--set", "model.dt=0"], /expected a number > 0, got 0/, /--set model\.dt=0/],
  [["train", "--set", "model.dt=.nan"], /model\.dt: expected/],
  [["train", "--set", "model.dt=0.03"], /whole number of steps/],
  [["train", "--set", "model.cells=5000"], /≤ 4096, got 5000/],
  [["train", "--set", "model.thresholds=[0.6, 0.4]"], /ascending/],
  [["train", "--set", "model.initialSpread=0.5", "--set", "model.initialMean=0.4"], /within \[0, 1\]/],
  [["train", "--set", "evaluation.replicates=0"], /≥ 1, got 0/],
  [["train", "--set", "evaluation.replicates=2.5"], /whole number, got 2\.5/],
  [["train", "--set", "search.parents=20"], /fewer parents than individuals, got 20 parents of 20/],
  [["train", "--set", "search.strategy=annealing"], /one of "mu-plus-lambda", .*got "annealing"/],
  [["train", "--set", "__proto__.x=1"], /no such key/],
  [["train", "--set", "model.cells"], /path=value/],
  [["train", "--seed", "-1"], /--seed -1/],
  [["train", "--workers", "0"], /--workers 0/],
  [["train", "--backend", "cuda"], /"wasm", "webgpu", "reference", "auto"/],
  [["train", "--preset", "nope"], /no preset "nope"/, /lateral-inhibition, /],
  [["train", "--preset", "pinned-ends", "--config", "x.yaml"], /not both/],
  [["train", "--config", "missing.yaml"], /does not exist/, /missing\.yaml/],
  [["train", "--out", "taken"], /not empty/, /taken/],
  [["train", "--out", "/proc/cellfate-test"], /cannot be written/, /Choose another --out/],
  [["train", "--config", "deep.yaml"], /too deeply/],
  [["train", "--config", "bomb.yaml"], /bomb\.yaml/],
  [["train", "--config", "torn.yaml"], /torn\.yaml:2:/],
  [["train", "--config", "wrong.yaml"], /expected a number > 0, got -1/, /wrong\.yaml:3:7/],
  [["train", "--bogus"], /unknown option '--bogus'/, /--help/],
  [["fly"], /unknown command 'fly'/],
  [["resume", "missing"], /There is no run here/],
  [["evaluate"], /--regulator/],
  [["evaluate", "--regulator", "tanh:steepness=3"], /got "steepness=3"/],
  [["evaluate", "--regulator", "zero", "--replicates", "0"], /whole number 1/],
  [["simulate", "--regulator", "zero", "--out", "missing/t.json"], /folder of the output file/],
];

describe("bad input", () => {
  it.each(CASES.map(([args, ...says]) => ({ command: args.join(" "), args, says })))(
    "`$command` exits with 2, says where and the cure, and writes nothing",
    async ({ args, says }) => {
      await inTemporaryFolder(async (folder) => {
        mkdirSync(join(folder, "taken"));
        writeFileSync(join(folder, "taken", "thesis.tex"), "");
        writeFileSync(join(folder, "deep.yaml"), "[".repeat(10_000));
        writeFileSync(join(folder, "torn.yaml"), "model: [\n");
        writeFileSync(join(folder, "wrong.yaml"), "model:\n  cells: 7\n  dt: -1\n");
        const lists = Array.from(
          { length: 20 },
          (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`,
        );
        writeFileSync(join(folder, "bomb.yaml"), `a0: &a0 x\n${lists.join("\n")}\n`);
        const before = readdirSync(folder, { recursive: true }).sort();
        const { code, stdout, stderr } = await cellfate(args, { cwd: folder });
        expect(code, stderr).toBe(2);
        expect(stdout).toBe("");
        expect(stderr).toMatch(/^error: /);
        expect(stderr).not.toMatch(/\n {4}at /);
        for (const said of says) expect(stderr).toMatch(said);
        expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
      });
    },
  );

  it("in a champion's file exits with 3", async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, "champion.json");
      for (const text of ["", "{", "[]", "{}", '{"schemaVersion":1}', "null", "[".repeat(100_000)]) {
        writeFileSync(file, text);
        const { code, stderr } = await cellfate(["evaluate", file]);
        expect(code, text.slice(0, 20)).toBe(3);
        expect(stderr).toMatch(/not a champion's file/);
      }
    });
  });

  it("that names several mistakes is answered with all of them", async () => {
    const { code, stderr } = await cellfate(["train", "--set", "model.dt=0", "--set", "network.hidden=[]"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/model\.dt/);
    expect(stderr).toMatch(/also network\.hidden/);
  });
});
